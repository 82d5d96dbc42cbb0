"""Registering for an event: with two taps when signed in, otherwise with a name and an address."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.exceptions import AlreadyRegistered, EventError, SessionFull
from events.forms.registering import PublicRegistrationForm, RegistrationForm
from events.models import Event, Registration
from events.services.registering import register
from events.services.registration_mails import tell_again

FORMS = ["GET", "HEAD", "POST"]


# Open to everybody: an event is registered for by whoever may read its page.
@never_cache
@require_http_methods(FORMS)
def register_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register; the same screen follows whether an address was known or not."""
    event = _found(request, pk)
    if request.user.is_authenticated:
        return _as_member(request, event)
    form = PublicRegistrationForm(request.POST or None, event=event)
    if not form.is_valid():
        return _with_form(request, event, form)
    if not consume(request, action="register", key=form.cleaned_data["email"].lower()):
        return _with_form(request, event, form, status=429)
    try:
        register(event, form.public_wish())
    except AlreadyRegistered as error:
        # Who has a registration gets its link once more; who asks learns nothing of it.
        tell_again(error.registration)
    except EventError as error:
        return _refused(request, event, form, error)
    return render(request, "events/registrations/sent.html", {"event": event})


def _as_member(request: HttpRequest, event: Event) -> HttpResponse:
    form = RegistrationForm(request.POST or None, event=event)
    if not form.is_valid():
        return _with_form(request, event, form)
    try:
        found = register(event, form.wish(request.user))
    except AlreadyRegistered as error:
        found = error.registration
    except EventError as error:
        return _refused(request, event, form, error)
    messages.success(request, _said(found))
    return redirect(event.page.get_url())


def _said(registration: Registration) -> str:
    if registration.status == "waitlisted":
        return _(
            "Every place is taken. You are on the waiting list; you get a mail when one is free."
        )
    return _("You are registered. There is a mail with what you need to know.")


def _refused(
    request: HttpRequest, event: Event, form: RegistrationForm, error: EventError
) -> HttpResponse:
    """Show the form with all that was filled in, and why it could not be."""
    if isinstance(error, SessionFull):
        # Counted anew, so that what is full says so and the others say how many are left.
        form = type(form)(request.POST, event=event)
        form.is_valid()
        form.add_error(f"slot_{error.session.slot_id}", str(error))
    else:
        form.add_error(None, str(error))
    return _with_form(request, event, form, status=409)


def _with_form(
    request: HttpRequest, event: Event, form: RegistrationForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"event": event, "form": form, "too_often": status == 429}
    return render(request, "events/registrations/new.html", context, status=status)


def _found(request: HttpRequest, pk: int) -> Event:
    """Return an event whose page is open to whoever looks, or raise `Http404`."""
    event: Event = get_object_or_404(Event, pk=pk)
    page = event.page
    if page is None or not page.live:
        raise Http404
    return event
