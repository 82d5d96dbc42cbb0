"""The words of the mails of an event: seen, changed, tried out, and put back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import needs, refuse_unless
from events.enums import MailKind
from events.exceptions import EventError
from events.forms.mail_texts import MailTextForm
from events.mails.words import Source
from events.models import Event
from events.reads.mail_texts import WHEN_SENT, example_of, mails_of, placeholders_of
from events.services.mail_texts import check, keep_text, reset_text, source_of

# Whoever takes part may ask; whether this event is theirs is asked within each view.
FORMS = ["GET", "HEAD", "POST"]


@needs("events.take_part")
@require_safe
def event_mails(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which mails an event sends, and whose words they have."""
    event = _managed(request, pk)
    context = {"event": event, "mails": mails_of(event), "may_manage": True}
    return render(request, "events/mail_texts/mails.html", context)


@needs("events.take_part")
@require_http_methods(FORMS)
def event_mail_text(request: HttpRequest, pk: int, kind: str, language: str) -> HttpResponse:
    """Change the words of one mail in one language; `preview` keeps nothing."""
    event = _managed(request, pk)
    if kind not in MailKind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    mail, action = MailKind(kind), request.POST.get("action")
    if action == "default":
        reset_text(event, mail, language)
        messages.success(request, _("This mail has its own words again."))
        return redirect("event_mail_text", event.pk, kind, language)
    now = source_of(event, mail, language)
    form = MailTextForm(
        request.POST or None, initial={"subject": now.subject, "body": now.body.strip()}
    )
    source: Source | None = now
    if request.method == "POST":
        source = _taken(form, event, mail, language, keep=action != "preview")
        if source and action != "preview":
            messages.success(request, _("These words are kept. They go out from now on."))
            return redirect("event_mails", event.pk)
    return _with_form(request, event, mail, language, form, source)


def _taken(
    form: MailTextForm, event: Event, kind: MailKind, language: str, *, keep: bool
) -> Source | None:
    """Return what was typed, kept where that was asked; None where it cannot be."""
    if not form.is_valid():
        return None
    source = form.source()
    try:
        if keep:
            keep_text(event, kind, language, source)
        else:
            check(kind, source)
    except EventError as error:
        form.add_error("body", str(error))
        return None
    return source


def _with_form(
    request: HttpRequest,
    event: Event,
    kind: MailKind,
    language: str,
    form: MailTextForm,
    source: Source | None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "event": event,
        "may_manage": True,
        "kind": kind,
        "when_sent": WHEN_SENT[kind],
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "form": form,
        "own": event.mail_texts.filter(kind=kind, language=language).exists(),
        "placeholders": placeholders_of(kind),
        "example": example_of(event, kind, source, language) if source else None,
    }
    return render(request, "events/mail_texts/text.html", context)


def _managed(request: HttpRequest, pk: int) -> Event:
    """Return an event that this account runs, or raise `Http404`."""
    event: Event = get_object_or_404(Event.objects.select_related("organiser"), pk=pk)
    refuse_unless(request.user, "events.manage", event)
    return event
