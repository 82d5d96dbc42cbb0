"""Registering for an event: with two taps when signed in, otherwise with a name and an address."""

from typing import Any
from uuid import UUID, uuid4

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import PageViewRestriction

from events.enums import LinkPurpose
from events.exceptions import AlreadyRegistered, EventError, SessionFull
from events.forms.registering import PublicRegistrationForm, RegistrationForm
from events.models import Event, Registration
from events.reads.entrance import entrance_of
from events.reads.events import registration_of
from events.services.correcting import take_back
from events.services.links import new_link
from events.services.places import places_of
from events.services.registering import Wish, refuse_as_anybody, register
from events.services.registration_mails import tell_again

FORMS = ["GET", "HEAD", "POST"]
# What was typed and is no field of the form to fill in.
BESIDE = frozenset({"csrfmiddlewaretoken", "correct"})


# Open to everybody: an event is registered for by whoever may read its page.
@never_cache
@require_http_methods(FORMS)
def register_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register; the same screen follows whether an address was known or not."""
    event = open_event(request, pk)
    if request.user.is_authenticated:
        return _as_member(request, event)
    if "correct" in request.POST:
        return _to_correct(request, event)
    form = PublicRegistrationForm(request.POST or None, event=event)
    if not form.is_valid():
        return _with_form(request, event, form)
    address = form.cleaned_data["email"].lower()
    # A try that was refused is no mail, so it does not count: somebody may choose again.
    if not consume(request, action="register", key=address, dry_run=True):
        return _with_form(request, event, form, status=429)
    try:
        _register_or_tell(event, form.public_wish())
    except EventError as error:
        return _refused(request, event, form, error)
    consume(request, action="register", key=address)
    return _sent(request, event, address)


def _register_or_tell(event: Event, wish: Wish) -> None:
    """Register; who has a registration gets its link once more, and who asks learns nothing."""
    try:
        register(event, wish)
    except AlreadyRegistered as error:
        tell_again(error.registration)
        refuse_as_anybody(event, wish)


def _sent(request: HttpRequest, event: Event, address: str) -> HttpResponse:
    """Say where the mail went, with all that was typed to go back with."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in BESIDE
        for value in values
    ]
    now = timezone.now()
    entrance = entrance_of(event, places_of(event, now), now)
    context = {"event": event, "address": address, "typed": typed, "entrance": entrance}
    return render(request, "events/registrations/sent.html", context)


def _to_correct(request: HttpRequest, event: Event) -> HttpResponse:
    """Show the form again as it was typed, for another address; what waited for a click is gone."""
    try:
        take_back(event, UUID(request.POST.get("key", "")))
    except ValueError:
        raise Http404 from None
    form = PublicRegistrationForm(initial=request.POST.dict() | {"key": uuid4()}, event=event)
    return _with_form(request, event, form)


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
    return redirect(event.page.get_url(request))


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
    alternatives: list[Any] = []
    if isinstance(error, SessionFull):
        # Counted anew, so that what is full says so and the others say how many are left.
        form = type(form)(request.POST, event=event)
        form.is_valid()
        form.without_choice(error.session.slot_id)
        form.add_error(f"slot_{error.session.slot_id}", str(error))
        alternatives = error.alternatives
    else:
        form.add_error(None, str(error))
    return _with_form(request, event, form, status=409, alternatives=alternatives)


def _with_form(
    request: HttpRequest,
    event: Event,
    form: RegistrationForm,
    status: int = 200,
    alternatives: list[Any] | None = None,
) -> HttpResponse:
    now = timezone.now()
    places = places_of(event, now)
    entrance = entrance_of(event, places, now)
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "too_often": status == 429,
        "places": places,
        "entrance": entrance,
        # What was typed stays in sight, also when the door closed meanwhile.
        "shows_form": entrance.takes_people or form.is_bound,
        "mine": registration_of(request.user, event),
        "alternatives": alternatives or [],
    }
    return render(request, "events/registrations/new.html", context, status=status)


# Open to everybody, and finds nothing but one's own: whoever did not sign in has none here.
@never_cache
@require_POST
def registration_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead a member to what the link in their mail opens: to look, to change and to cancel."""
    found = registration_of(request.user, open_event(request, pk))
    if found is None:
        raise Http404
    return redirect("registration_manage", token=new_link(found, LinkPurpose.MANAGE))


def open_event(request: HttpRequest, pk: int) -> Event:
    """Return an event whose page is open to whoever looks, or raise `Http404`."""
    event: Event = get_object_or_404(Event, pk=pk)
    page = event.page
    if page is None or not page.live or not _may_read(request, page):
        raise Http404
    return event


def _may_read(request: HttpRequest, page: Any) -> bool:
    restrictions: list[PageViewRestriction] = list(page.get_view_restrictions())
    return all(each.accept_request(request) for each in restrictions)
