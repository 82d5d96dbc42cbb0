"""A mail to the people on the list, as it was narrowed: first looked at, then sent once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cms.access import needs
from events.exceptions import EventError
from events.forms.desk import SelectionForm
from events.forms.mailing import MailingForm
from events.models import Event, Registration
from events.reads.desk import people_of
from events.services.mailing import (
    PLACEHOLDERS,
    fingerprint,
    mail_for,
    recipients_of,
    send_mailing,
)
from events.views.desk import FORMS, own_event


@needs("events.take_part")
@require_http_methods(FORMS)
def event_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to a selection; it leaves only as it was looked at, to whom was counted."""
    event = own_event(request, pk)
    selection = SelectionForm(request.GET, event=event)
    chosen = list(selection.narrow(people_of(event)))
    to = recipients_of(chosen)
    form = MailingForm(request.POST or None)
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "to": to,
        "unreached": [each for each in chosen if not each.address],
        "selection": selection,
        "placeholders": sorted(PLACEHOLDERS),
    }
    if form.is_valid():
        seen = fingerprint(form.source, to)
        if "send" in request.POST and request.POST.get("seen") == seen:
            return _sent(request, event, form, to, context)
        context |= _preview(form, to) | {"seen": seen, "changed": "send" in request.POST}
    return render(request, "events/desk/mail.html", context)


def _preview(form: MailingForm, to: list[Registration]) -> dict[str, Any]:
    if not to:
        return {}
    return {"words": mail_for(to[0], form.source), "first": to[0]}


def _sent(
    request: HttpRequest,
    event: Event,
    form: MailingForm,
    to: list[Registration],
    context: dict[str, Any],
) -> HttpResponse:
    try:
        count = send_mailing(event, request.user, form.cleaned_data["key"], form.source, to)
    except EventError as error:
        form.add_error(None, str(error))
        return render(request, "events/desk/mail.html", context, status=409)
    said = ngettext("One mail is on its way.", "%(count)d mails are on their way.", count)
    messages.success(request, said % {"count": count})
    return redirect("event_desk", event.pk)
