"""What somebody finds at the door of an event: whether they can register, wait or just come."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from events.enums import HOLDING, RegistrationStatus
from events.models import Event, Registration
from events.services.places import Places, can_wait, has_place


class Entrance(StrEnum):
    """One answer for every button, page and list."""

    OPEN = "open"
    # Every place is taken; somebody can wait for one.
    WAITING_LIST = "waiting_list"
    FULL = "full"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    # Nobody registers: whoever likes comes.
    JUST_COME = "just_come"
    CALLED_OFF = "called_off"
    OVER = "over"

    @property
    def takes_people(self) -> bool:
        """Whether there is a form to fill in."""
        return self in {Entrance.OPEN, Entrance.WAITING_LIST}


def entrance_of(event: Event, places: Places, now: datetime) -> Entrance:
    """Return how the door of an event stands at a moment."""
    if not event.goes_on:
        return Entrance.CALLED_OFF
    if event.ends_at <= now:
        return Entrance.OVER
    if not event.takes_registrations:
        return Entrance.JUST_COME
    if not event.takes_registrations_at(now):
        opens = event.registration_opens_at
        return Entrance.NOT_YET if opens and now < opens else Entrance.CLOSED
    if has_place(places):
        return Entrance.OPEN
    return Entrance.WAITING_LIST if can_wait(places) else Entrance.FULL


def entrances_of(events: Iterable[Event], now: datetime) -> dict[int, Entrance]:
    """Return how the doors of these events stand, by number, in one query for all."""
    rows = list(events)
    holding = Q(status__in=HOLDING, hold_until__gt=now)
    counted = Registration.objects.filter(event__in=rows).values("event")
    counts: dict[int, dict[str, Any]] = {
        each["event"]: {**each}
        for each in counted.annotate(
            taken=Count("pk", filter=Q(status=RegistrationStatus.REGISTERED) | holding),
            waiting=Count("pk", filter=Q(status=RegistrationStatus.WAITLISTED)),
        )
    }
    return {row.pk: entrance_of(row, _places(row, counts.get(row.pk, {})), now) for row in rows}


def _places(event: Event, counts: Mapping[str, int]) -> Places:
    taken, waiting = counts.get("taken", 0), counts.get("waiting", 0)
    return Places(
        taken=taken,
        held=0,
        waiting=waiting,
        free=None if event.capacity is None else max(0, event.capacity - taken),
        waiting_free=(
            None if event.waiting_capacity is None else max(0, event.waiting_capacity - waiting)
        ),
    )
