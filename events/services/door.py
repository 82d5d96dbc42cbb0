"""The door: who came. Sent twice, by two phones, or late after a dropped connection: it is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import RegistrationStatus
from events.exceptions import EventError
from events.models import CheckIn, Event, Registration, Session
from events.services.places import next_number
from events.services.registering import Wish, register

# A phone of which the clock is wrong cannot say that somebody came tomorrow, or last week.
REMEMBERED = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door: which sign of life, from which phone."""

    client_id: UUID
    by: Any
    session: Session | None = None
    # How many seconds ago it was, where the connection was gone meanwhile.
    ago: int = 0
    # Whether who waits or has not confirmed comes in all the same.
    let_in: bool = False

    @property
    def at(self) -> datetime:
        """When it was."""
        ago = min(max(self.ago, 0), REMEMBERED)
        return timezone.now() - timedelta(seconds=ago)


@transaction.atomic
def check_in(registration: Registration, arrival: Arrival) -> tuple[CheckIn, bool]:
    """Note that somebody came; return the note, and whether it is a new one.

    Who is in a session is in the house, so that is noted as well. Raises `EventError` for who is
    not registered, unless they are let in.
    """
    _refuse_strange(registration, arrival)
    before = _noted(registration, arrival)
    if before is not None:
        return before, False
    _let_in(registration, arrival)
    try:
        with transaction.atomic():
            return _written(registration, arrival), True
    except IntegrityError:
        # Another phone was faster by less than a moment: then this one is known by now.
        found = _noted(registration, arrival)
        if found is None:
            raise
        return found, False


def _refuse_strange(registration: Registration, arrival: Arrival) -> None:
    session = arrival.session
    if session is not None and session.slot.event_id != registration.event_id:
        raise EventError(_("This session is of another event."))
    others = CheckIn.objects.filter(client_id=arrival.client_id)
    if others.exclude(registration=registration).exists():
        raise EventError(_("This was sent before for somebody else. Load the page again."))


def _noted(registration: Registration, arrival: Arrival) -> CheckIn | None:
    found: CheckIn | None = CheckIn.objects.filter(
        registration=registration, session=arrival.session
    ).first()
    return found


def _let_in(registration: Registration, arrival: Arrival) -> None:
    if registration.status == RegistrationStatus.REGISTERED:
        return
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.get(pk=registration.pk)
    if found.status == RegistrationStatus.REGISTERED:
        return
    if not found.stands:
        raise EventError(
            _("%(name)s is not registered any more. Do they come in? Write them down at the door.")
            % {"name": found.called}
        )
    if not arrival.let_in:
        raise EventError(
            _("%(name)s has no place yet: %(state)s. Choose “Let in” if there is a chair.")
            % {"name": found.called, "state": found.get_status_display()}
        )
    if found.queue_number is None:
        found.queue_number = next_number(event)
    found.status, found.hold_until = RegistrationStatus.REGISTERED, None
    found.confirmed_at = found.confirmed_at or timezone.now()
    found.save()


def _written(registration: Registration, arrival: Arrival) -> CheckIn:
    values: Mapping[str, Any] = {"at": arrival.at, "by": arrival.by}
    if arrival.session is not None:
        # Its own number follows from the other, so that this too is one however often it is sent.
        at_door = uuid5(arrival.client_id, "door")
        CheckIn.objects.get_or_create(
            registration=registration, session=None, defaults={**values, "client_id": at_door}
        )
    return CheckIn.objects.create(
        registration=registration, session=arrival.session, client_id=arrival.client_id, **values
    )


def undo_check_in(registration: Registration, session: Session | None) -> int:
    """Take back that somebody came: to a session, or at all; return how many notes went."""
    found = registration.check_ins.all()
    if session is not None:
        found = found.filter(session=session)
    return int(found.delete()[0])


@transaction.atomic
def walk_in(event: Event, wish: Wish, by: Any) -> Registration:
    """Write down who stands at the door, and that they are in; the same form twice is one."""
    registration = register(event, wish)
    # One number for one form: the key itself belongs to the registration.
    check_in(registration, Arrival(client_id=uuid5(wish.key, "walk-in"), by=by, let_in=True))
    return registration
