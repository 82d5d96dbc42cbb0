"""Registering for somebody else: by the organiser, at the door, and for a colleague."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access import needs, refuse_unless
from events.exceptions import AlreadyRegistered, EventError, SessionFull
from events.forms.adding import AddForm, ColleagueForm, WalkInForm
from events.forms.registering import RegistrationForm
from events.models import Event, Registration
from events.services.door import walk_in
from events.services.registering import register
from events.services.registration_mails import tell_again
from events.views.desk import FORMS, MANAGE, own_event
from events.views.registering import open_event


@needs("events.take_part")
@require_http_methods(FORMS)
def registration_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Register somebody who called; with `?at=door`, somebody who is there already."""
    event = own_event(request, pk, MANAGE)
    at_door = request.GET.get("at") == "door"
    form = (WalkInForm if at_door else AddForm)(request.POST or None, event=event)
    if not form.is_valid():
        return _with_form(request, event, form)
    wish = form.wish_of(request.user)
    try:
        made = walk_in(event, wish, request.user) if at_door else register(event, wish)
    except EventError as error:
        return _refused(request, event, form, error)
    messages.success(request, _said(made, at_door))
    return redirect("event_check_in" if at_door else "event_desk", event.pk)


def _said(registration: Registration, at_door: bool) -> str:
    name = {"name": registration.called}
    if at_door:
        return _("%(name)s is in.") % name
    if registration.status == "waitlisted":
        return _("Every place is taken: %(name)s is on the waiting list.") % name
    if not registration.address:
        return _("%(name)s is registered, and hears nothing by mail: tell them yourself.") % name
    return _("%(name)s is registered, and gets a mail.") % name


# Whoever takes part may, for every event whose page they may read.
@needs("events.register_colleague")
@require_http_methods(FORMS)
def register_colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a colleague, who hears who did so; the answer is the same for a known address."""
    event = open_event(request, pk)
    refuse_unless(request.user, "events.register_colleague", event)
    form = ColleagueForm(request.POST or None, event=event)
    if not form.is_valid():
        return _with_form(request, event, form)
    address = form.cleaned_data["email"].lower()
    if not consume(request, action="register", key=address):
        form.add_error(None, _("This address got several mails. Try again in an hour."))
        return _with_form(request, event, form, status=429)
    try:
        register(event, form.wish_of(request.user))
    except AlreadyRegistered as error:
        tell_again(error.registration)
    except EventError as error:
        return _refused(request, event, form, error)
    text = _("%(name)s gets a mail that says how it stands, who did this, and how to cancel.")
    messages.success(request, text % {"name": form.cleaned_data["name"]})
    return redirect(event.page.get_url(request))


def _refused(
    request: HttpRequest, event: Event, form: RegistrationForm, error: EventError
) -> HttpResponse:
    """Show the form with all that was filled in, and why it could not be."""
    context: dict[str, Any] = {}
    if isinstance(error, SessionFull):
        # Counted anew, so that what is full says so and the others say how many are left.
        form = type(form)(request.POST, event=event)
        form.is_valid()
        form.without_choice(error.session.slot_id)
        form.add_error(f"slot_{error.session.slot_id}", str(error))
    else:
        form.add_error(None, str(error))
    if isinstance(error, AlreadyRegistered) and not isinstance(form, ColleagueForm):
        query = f"?q={error.registration.code}"
        context["known"] = reverse("event_check_in", args=[event.pk]) + query
    return _with_form(request, event, form, status=409, **context)


def _with_form(
    request: HttpRequest, event: Event, form: RegistrationForm, status: int = 200, **context: Any
) -> HttpResponse:
    colleague = isinstance(form, ColleagueForm)
    context |= {"event": event, "form": form, "at_door": isinstance(form, WalkInForm)}
    name = "events/desk/colleague.html" if colleague else "events/desk/add.html"
    return render(request, name, context, status=status)
