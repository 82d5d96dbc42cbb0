"""The desk of whoever runs an event: how many come, who, and what is done about it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access import needs, refuse_unless
from events.exceptions import EventError
from events.forms.desk import SelectionForm
from events.models import Event, Registration
from events.reads.desk import counts_of, people_of, positions_of, rows_of, to_call
from events.services.desk import note_look, promote_by_hand
from events.services.exporting import exported
from events.services.promoting import cancel, take_offer
from network.exchange.writing import TYPES

SEE, MANAGE = "events.see_registrations", "events.manage"
FORMS = ["GET", "HEAD", "POST"]
AT_ONCE = 100


def own_event(request: HttpRequest, pk: int, permission: str = SEE) -> Event:
    """Return an event of which this account may see who comes, or raise `Http404`."""
    event: Event = get_object_or_404(Event, pk=pk)
    refuse_unless(request.user, permission, event)
    note_look(event, request.user)
    return event


def own_registration(request: HttpRequest, pk: int) -> Registration:
    """Return a registration for an event that this account runs, or raise `Http404`."""
    found = Registration.objects.select_related("event", "user")
    registration: Registration = get_object_or_404(found, pk=pk)
    refuse_unless(request.user, MANAGE, registration.event)
    note_look(registration.event, request.user)
    return registration


@needs("events.take_part")
@require_safe
def event_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the numbers and the list, as far as it was narrowed."""
    event = own_event(request, pk)
    form = SelectionForm(request.GET, event=event)
    pages = Paginator(form.narrow(people_of(event)), AT_ONCE)
    results = pages.get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "event": event,
        "counts": counts_of(event),
        "form": form,
        "results": results,
        "rows": rows_of(event, list(results.object_list)),
        "questions": list(event.questions.all()),
        "to_call": to_call(event),
        "query": form.query,
    }
    return render(request, "events/desk/desk.html", context)


def quiet_when_signed_out(view: Any) -> Any:
    """Answer a page that asks by itself with nothing once somebody is signed out.

    A page to sign in with would be put in the place of the numbers.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            return HttpResponse(status=204)
        return view(request, *args, **kwargs)

    return guarded


@quiet_when_signed_out
@needs("events.take_part")
@require_safe
def event_counts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the numbers alone, for the page that asks for them again; they name nobody."""
    event = get_object_or_404(Event, pk=pk)
    refuse_unless(request.user, SEE, event)
    context = {"event": event, "counts": counts_of(event), "again": True}
    return render(request, "events/desk/counts.html", context)


@needs("events.take_part")
@require_safe
def event_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the list as a file, narrowed as it was on the screen."""
    event = own_event(request, pk)
    kind = request.GET.get("format", "csv")
    if kind not in TYPES:
        raise Http404
    chosen = SelectionForm(request.GET, event=event).narrow(people_of(event))
    content = exported(event, rows_of(event, chosen), kind, request.user)
    answer = HttpResponse(content, content_type=TYPES[kind])
    name = f"{slugify(str(event))[:60] or 'event'}-{event.starts_at:%Y-%m-%d}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs("events.take_part")
@require_safe
def event_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a list to print, with a box for each name and nobody's address."""
    event = own_event(request, pk)
    coming = people_of(event).filter(status="registered")
    context = {"event": event, "rows": rows_of(event, coming), "counts": counts_of(event)}
    return render(request, "events/desk/attendance.html", context)


@needs("events.take_part")
@require_http_methods(FORMS)
def registration_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether somebody must really go from the list, then take them from it."""
    registration = own_registration(request, pk)
    if request.method == "POST":
        found = cancel(registration, by_organiser=True)
        messages.success(
            request, _("%(name)s is no longer expected.") % {"name": found.called or _("Somebody")}
        )
        return _back(request, registration)
    position = positions_of(registration.event).get(registration.pk, 0)
    context = {
        "registration": registration,
        "event": registration.event,
        "position": position,
        "query": request.GET.urlencode(),
    }
    return render(request, "events/desk/cancel.html", context)


@needs("events.take_part")
@require_POST
def registration_promote(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody who waits a place; or note that somebody without mail takes what is offered."""
    registration = own_registration(request, pk)
    try:
        offered = registration.status == "offered"
        found = take_offer(registration) if offered else promote_by_hand(registration)
    except EventError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _said(found))
    return _back(request, registration)


def _back(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Lead back to the list, narrowed as it was."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("event_desk", args=[registration.event_id]) + query)


def _said(registration: Registration) -> str:
    name = registration.called or _("Somebody")
    if registration.status == "offered":
        return _("%(name)s is offered a place, and has a day at most to take it.") % {"name": name}
    return _("%(name)s has a place now.") % {"name": name}
