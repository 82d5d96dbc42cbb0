"""Places that become free: cancelled, expired or added, and who gets them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import Promotion, RegistrationStatus
from events.exceptions import EventError
from events.models import Event, Registration
from events.services import registration_mails as mails
from events.services.places import let_go_of_full, places_of

# Later than this before the start nobody is registered unasked: they may have other plans.
ASKED_FROM = timedelta(hours=48)
# As long as somebody has to take a place that is offered, but never past the start.
OFFERED_FOR = timedelta(hours=24)


@transaction.atomic
def cancel(registration: Registration, *, by_organiser: bool = False) -> Registration:
    """Free a place, and give it to who waits; twice is the same as once.

    Raises `EventError` when it is too late for somebody to do so by themselves.
    """
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.get(pk=registration.pk)
    if found.status in {RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED}:
        return found
    now = timezone.now()
    if not by_organiser and not event.may_be_cancelled_at(now):
        raise EventError(_("It is too late to cancel here. Please call or mail the organiser."))
    had_place = found.status == RegistrationStatus.REGISTERED
    found.status, found.hold_until, found.cancelled_at = RegistrationStatus.CANCELLED, None, now
    found.calendar_changes += 1
    found.save()
    mails.tell_cancelled(found, had_place=had_place)
    promote(event, now)
    return found


@transaction.atomic
def resize(event: Event, capacity: int | None) -> Event:
    """Give an event more places or fewer.

    Fewer removes nobody: until so many have cancelled, nobody new gets a place.
    """
    locked = Event.objects.locked(event.pk)
    locked.capacity = capacity
    locked.save(update_fields=["capacity"])
    promote(locked, timezone.now())
    return locked


def promote(event: Event, now: datetime) -> int:
    """Give every free place to who waits longest; return how many were given or offered.

    The caller has the lock of the event.
    """
    if event.promotion == Promotion.BY_HAND or not event.goes_on or event.starts_at <= now:
        return 0
    free = places_of(event, now).free
    waiting = event.registrations.waiting().select_related("user")
    given = list(waiting if free is None else waiting[:free])
    for registration in given:
        give(event, registration, now)
    return len(given)


def give(event: Event, registration: Registration, now: datetime) -> None:
    """Register somebody who waits, or offer them the place where they must be asked.

    The caller has the lock of the event and knows that there is a place.
    """
    late = event.starts_at - now < ASKED_FROM
    # Who waits keeps no chair in a session either.
    full = let_go_of_full(registration, now)
    if event.promotion == Promotion.OFFER or late:
        registration.status = RegistrationStatus.OFFERED
        registration.hold_until = min(now + OFFERED_FOR, event.starts_at)
        registration.save()
        mails.tell_offered(registration, full)
        return
    registration.status = RegistrationStatus.REGISTERED
    registration.save()
    mails.tell_promoted(registration, full)


@transaction.atomic
def take_offer(registration: Registration) -> Registration:
    """Take the place that was offered; twice is the same as once.

    Raises `EventError` when the time for it has passed.
    """
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.select_related("user").get(pk=registration.pk)
    if found.status == RegistrationStatus.REGISTERED:
        return found
    if not event.goes_on:
        raise EventError(_("This event does not go on. You need not do anything."))
    in_time = found.hold_until is not None and found.hold_until > timezone.now()
    if found.status != RegistrationStatus.OFFERED or not in_time:
        raise EventError(_("This place went to the next one. You can register again."))
    found.status, found.hold_until = RegistrationStatus.REGISTERED, None
    found.save()
    mails.tell_made(found)
    return found


def release_lapsed() -> int:
    """Free what was held or offered until a moment that has passed; return at how many events."""
    now = timezone.now()
    events = set(Registration.objects.lapsed(now).values_list("event", flat=True))
    for pk in sorted(events):
        _release(pk, now)
    return len(events)


@transaction.atomic
def _release(pk: int, now: datetime) -> None:
    event = Event.objects.locked(pk)
    lapsed = Registration.objects.lapsed(now).filter(event=event)
    # An address that was not confirmed in time may still be, if there is a place by then.
    lapsed.update(status=RegistrationStatus.EXPIRED, hold_until=None)
    promote(event, now)
