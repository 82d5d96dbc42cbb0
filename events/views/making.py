"""Making an event, changing it, and putting it on the agenda. All in the site, not in the admin."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import View, needs, refuse_unless
from cms.keyed import refused
from events.exceptions import EventError
from events.forms.changing import CopyForm
from events.forms.making import EventForm
from events.forms.publishing import SendBackForm
from events.models import Event
from events.reads.standing import standings
from events.services import making
from events.services.activities import send_back
from events.services.copying import copy

FORMS = ["GET", "HEAD", "POST"]
# Whoever takes part may have an event to keep; which, is asked once it is known.
INSIDE = "events.submit_activity"


def about_event(*permissions: str) -> Any:
    """Give a view the event it is about, for who has one of these permissions on it.

    Times are typed and shown on the clock of where it is.
    """

    def decorate(view: View) -> View:
        @needs(INSIDE)
        @never_cache
        @require_http_methods(FORMS)
        @wraps(view)
        def found(request: HttpRequest, pk: int) -> HttpResponseBase:
            events = Event.objects.select_related("organiser", "host", "super_event")
            event = get_object_or_404(events, pk=pk)
            if not any(request.user.has_perm(each, event) for each in permissions):
                raise Http404
            with timezone.override(event.zone):
                return view(request, event)

        return found

    return decorate


def shown(request: HttpRequest, name: str, event: Event | None, **more: Any) -> HttpResponse:
    """Show a screen about making an event, with where one can go from it."""
    user: Any = request.user
    context = {
        "event": event,
        "may_add": user.has_perm("events.add"),
        "may_manage": user.has_perm("events.manage", event),
        "may_publish": user.has_perm("events.publish", event),
    }
    return render(request, f"events/making/{name}.html", context | more)


@needs("events.add")
@never_cache
@require_http_methods(FORMS)
def event_new(request: HttpRequest) -> HttpResponse:
    """Make an event as a draft; it is put on the agenda from the next screen."""
    form = EventForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            event = making.begin(request.user, form.cleaned_data["key"], form.words(), form.facts())
        except EventError as error:
            refused(form, error)
        else:
            said = _("Kept as a draft. Only you see it, until you put it on the agenda.")
            messages.success(request, said)
            return redirect("event_publish", event.pk)
    return shown(request, "new", None, form=form)


@about_event("events.manage")
def event_edit(request: HttpRequest, event: Event) -> HttpResponse:
    """Change the words and what else holds of an event."""
    form = EventForm(request.POST or None, user=request.user, event=event)
    if form.is_valid():
        making.change(event, request.user, form.words(), form.facts())
        messages.success(request, _("Saved."))
        return redirect("event_publish", event.pk)
    return shown(request, "edit", event, form=form)


@about_event("events.manage", "events.publish")
def event_publish(request: HttpRequest, event: Event) -> HttpResponse:
    """Show what an event still needs, and put it on the agenda, or send it back."""
    form = SendBackForm()
    if request.method == "POST":
        refuse_unless(request.user, "events.publish", event)
        if request.POST.get("action") != "send_back":
            making.publish(event, request.user)
            messages.success(request, _("It is on the agenda."))
            return redirect("event_publish", event.pk)
        form = SendBackForm(request.POST)
        if form.is_valid():
            return _sent_back(request, event, form.cleaned_data["reason"])
    [standing] = standings([event])
    context = {"is_waiting": standing.is_waiting, "sent_back": standing.sent_back}
    return shown(request, "publish", event, page=event.draft, form=form, **context)


def _sent_back(request: HttpRequest, event: Event, reason: str) -> HttpResponse:
    try:
        send_back(event, request.user, reason)
    except EventError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sent back, with what you wrote."))
    return redirect("event_publish", event.pk)


@require_safe
@about_event("events.manage", "events.publish")
def event_preview(request: HttpRequest, event: Event) -> HttpResponse:
    """Show the page of an event as it was last written."""
    page = event.draft
    if page is None:
        raise Http404
    if not page.live or page.has_unpublished_changes:
        said = _("This is how the page will look. Nobody else sees it like this yet.")
        messages.info(request, said)
    served: HttpResponse = page.serve(request)
    return served


@about_event("events.manage")
def event_copy(request: HttpRequest, event: Event) -> HttpResponse:
    """Make a draft of the next edition, with the same words, programme and questions."""
    refuse_unless(request.user, "events.add")
    form = CopyForm(request.POST or None, event=event, zone=event.zone)
    if form.is_valid():
        try:
            made = copy(event, request.user, form.cleaned_data["key"], form.cleaned_data)
        except EventError as error:
            refused(form, error)
        else:
            messages.success(request, _("The next edition is a draft: look at its text first."))
            return redirect("event_edit", made.pk)
    return shown(request, "copy", event, form=form)
