"""What changes for people who count on an event: shown first, and done after that."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.exceptions import EventError
from events.forms.changing import CallOffForm, CapacityForm, MoveForm
from events.models import Event
from events.reads.standing import told_by_mail
from events.services import events as services
from events.services.places import places_of
from events.views.making import about_event, shown

# What changes places or tells people asks twice: first it says what will happen.
DO = "do"


@about_event("events.manage")
def event_capacity(request: HttpRequest, event: Event) -> HttpResponse:
    """Show what other numbers of places mean for people, then keep them."""
    form = CapacityForm(request.POST or None, event=event)
    places = places_of(event, timezone.now())
    context: dict[str, Any] = {"form": form, "places": places, "consequences": []}
    if form.is_valid():
        if request.POST.get("action") == DO and form.was_seen:
            services.change_places(event, form.cleaned_data)
            messages.success(request, _filled(event, places.waiting))
            return redirect("event_capacity", event.pk)
        context["consequences"] = form.consequences()
        context["changed_meanwhile"] = request.POST.get("action") == DO
    return shown(request, "capacity", event, **context)


def _filled(event: Event, waited: int) -> str:
    given = waited - places_of(event, timezone.now()).waiting
    if given <= 0:
        return _("Saved. Nobody lost a place, and nobody got one.")
    said = ngettext(
        "Saved. %(count)d person who waited got a mail about a place.",
        "Saved. %(count)d people who waited got a mail about a place.",
        given,
    )
    return said % {"count": given}


@about_event("events.manage")
def event_move(request: HttpRequest, event: Event) -> HttpResponse:
    """Give it another time or place; who counts on it gets a mail and a new calendar entry."""
    form = MoveForm(request.POST or None, event=event)
    if form.is_valid():
        try:
            services.move(event, request.user, **form.wanted())
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Changed. Everybody who counts on it gets a mail."))
            return redirect("event_publish", event.pk)
    return shown(request, "move", event, form=form, told=told_by_mail(event))


@about_event("events.manage")
def event_call_off(request: HttpRequest, event: Event) -> HttpResponse:
    """Call it off or put it off, with the reason for who counted on it."""
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        try:
            services.call_off(
                event,
                request.user,
                form.cleaned_data["reason"],
                put_off=form.cleaned_data["later"] == "yes",
            )
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Done. Everybody who was registered gets a mail."))
            return redirect("event_publish", event.pk)
    return shown(request, "call_off", event, form=form, told=told_by_mail(event))
