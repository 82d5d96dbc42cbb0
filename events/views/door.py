"""The door: a phone in the hand of whoever welcomes people, with or without a connection."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access import needs
from events.exceptions import EventError
from events.forms.door import ArrivalForm
from events.models import Event, Session
from events.reads.desk import counts_of, sessions_of
from events.reads.door import at_door, present
from events.services.door import check_in, undo_check_in
from events.views.desk import FORMS, own_event


@needs("events.take_part")
@require_http_methods(FORMS)
def event_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Find people by name or code, and note that they came: to the event, or to a session."""
    event = own_event(request, pk)
    if request.method == "POST":
        return _arrived(request, event)
    session = _session(event, request.GET.get("session", ""))
    text = (request.GET.get("q") or request.GET.get("code") or "").strip()[:100]
    context: dict[str, Any] = {
        "event": event,
        "sessions": list(sessions_of(event)),
        "session": session,
        "text": text,
        "rows": at_door(event, session, text),
        "counts": counts_of(event),
        "present": len(present(event, session)),
        "is_the_day": _is_the_day(event),
    }
    return render(request, "events/desk/door.html", context)


def _is_the_day(event: Event) -> bool:
    today = timezone.now().astimezone(event.zone).date()
    first, last = (at.astimezone(event.zone).date() for at in (event.starts_at, event.ends_at))
    return first <= today <= last


def _session(event: Event, number: str) -> Session | None:
    if not number:
        return None
    found = sessions_of(event).filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _arrived(request: HttpRequest, event: Event) -> HttpResponse:
    form = ArrivalForm(request.POST, event=event)
    if not form.is_valid():
        error = _("We do not know this person at this event. Load the page again, and search.")
        return _answer(request, event, None, error=error)
    session = form.cleaned_data["session"]
    try:
        said = _noted(form, request.user)
    except EventError as error:
        return _answer(request, event, session, error=str(error))
    return _answer(request, event, session, said=said)


def _noted(form: ArrivalForm, user: Any) -> str:
    """Do what the button says; return what to tell who pressed it."""
    registration, session = form.cleaned_data["registration"], form.cleaned_data["session"]
    name = registration.called or _("Somebody without a name")
    if form.cleaned_data["undo"]:
        undo_check_in(registration, session)
        return _("%(name)s is not here: taken back.") % {"name": name}
    noted, is_new = check_in(registration, form.arrival(user))
    if is_new:
        return _("%(name)s is in.") % {"name": name}
    since = noted.at.astimezone(form.event.zone)
    return _("%(name)s was in already, since %(time)s.") % {"name": name, "time": f"{since:%H:%M}"}


def _answer(
    request: HttpRequest, event: Event, session: Session | None, *, said: str = "", error: str = ""
) -> HttpResponse:
    """Lead back to the list; or tell the script that sent it who is in by now."""
    if request.headers.get("accept") == "application/json":
        told = {"said": said, "error": error, "present": present(event, session)}
        return JsonResponse(told, status=409 if error else 200)
    if error:
        messages.error(request, error)
    else:
        messages.success(request, said)
    query = f"?session={session.pk}" if session else ""
    return redirect(reverse("event_check_in", args=[event.pk]) + query)
