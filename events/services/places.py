"""Places: how many are taken, and who gets the next one.

One rule for all of it: whoever gives away or frees a place holds the lock of the event first, then
those of its sessions in the order of their number; counts; and writes. What calls something here
has that lock. On SQLite a transaction that writes has the whole file, which comes to the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from events.enums import HOLDING, RegistrationStatus
from events.exceptions import SessionFull
from events.models import Event, Registration, Session, SessionChoice

# Of the places, what addresses that are not confirmed may keep together.
HELD_AT_MOST = 0.1


@dataclass(frozen=True, slots=True)
class Places:
    """How the places of an event stand. `free` is None where everybody fits."""

    taken: int
    held: int
    waiting: int
    free: int | None
    waiting_free: int | None


def places_of(event: Event, now: datetime) -> Places:
    """Return how the places of an event stand at a moment."""
    holding = Q(status__in=HOLDING, hold_until__gt=now)
    counted = event.registrations.aggregate(
        registered=Count("pk", filter=Q(status=RegistrationStatus.REGISTERED)),
        holding=Count("pk", filter=holding),
        held=Count("pk", filter=holding & Q(status=RegistrationStatus.UNCONFIRMED)),
        waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITLISTED)),
    )
    taken = counted["registered"] + counted["holding"]
    return Places(
        taken=taken,
        held=counted["held"],
        waiting=counted["waiting"],
        free=_left(event.capacity, taken),
        waiting_free=_left(event.waiting_capacity, counted["waiting"]),
    )


def _left(capacity: int | None, taken: int) -> int | None:
    # A capacity that was lowered removes nobody: what is free is never less than nothing.
    return None if capacity is None else max(0, capacity - taken)


def has_place(places: Places) -> bool:
    """Whether somebody new gets a place: one is free, and nobody waits for it."""
    return places.free is None or (places.free > 0 and not places.waiting)


def can_wait(places: Places) -> bool:
    """Whether somebody new can join the waiting list."""
    return places.waiting_free is None or places.waiting_free > 0


def may_hold(event: Event, places: Places) -> bool:
    """Whether an address that is not confirmed keeps a place meanwhile."""
    if not has_place(places):
        return False
    return event.capacity is None or places.held < max(1, ceil(event.capacity * HELD_AT_MOST))


def next_number(event: Event) -> int:
    """Return the next queue number of an event."""
    event.queue_counter += 1
    event.save(update_fields=["queue_counter"])
    return event.queue_counter


def free_in(sessions: Iterable[Session], now: datetime) -> dict[int, int | None]:
    """Return how many places each of these sessions has left; None where everybody fits."""
    wanted = list(sessions)
    takes = Registration.objects.taking_a_place(now).values("pk")
    chosen = SessionChoice.objects.filter(session__in=wanted, registration__in=takes)
    taken = dict(chosen.values_list("session").annotate(Count("pk")))
    return {each.pk: _left(each.capacity, taken.get(each.pk, 0)) for each in wanted}


def claim_sessions(event: Event, wanted: Iterable[Session], now: datetime) -> list[Session]:
    """Return these sessions, locked, each with a place left.

    Raises `SessionFull`, with what has places left in the same round.
    """
    locked = list(Session.objects.locked({each.pk for each in wanted}).select_related("slot"))
    free = free_in(locked, now)
    for session in locked:
        if free[session.pk] == 0:
            raise SessionFull(
                _("“%(session)s” is full. Choose another one: the rest stays as you filled it in.")
                % {"session": session},
                session,
                alternatives_to(session, now),
            )
    return locked


def alternatives_to(session: Session, now: datetime) -> list[Session]:
    """Return the sessions of the same round that have places left."""
    others = list(Session.objects.filter(slot=session.slot_id).exclude(pk=session.pk))
    free = free_in(others, now)
    return [each for each in others if free[each.pk] != 0]


def choose(registration: Registration, sessions: Iterable[Session]) -> None:
    """Keep to which sessions somebody goes, one in each round."""
    registration.choices.all().delete()
    SessionChoice.objects.bulk_create(
        SessionChoice(registration=registration, slot=each.slot, session=each) for each in sessions
    )


def let_go_of_full(registration: Registration, now: datetime) -> list[Session]:
    """Leave out sessions that filled up while somebody waited; return those, for the mail."""
    chosen = set(registration.choices.values_list("session", flat=True))
    sessions = list(Session.objects.locked(chosen))
    free = free_in(sessions, now)
    full = [each for each in sessions if free[each.pk] == 0]
    registration.choices.filter(session__in=full).delete()
    return full
