"""Whom somebody at the door sees, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from events.enums import STANDING
from events.models import CheckIn, Event, Registration, Session
from events.reads.desk import named, people_of


@dataclass(frozen=True, slots=True)
class AtDoor:
    """Somebody who comes or waits; `client_id` is what a tap on their button is called."""

    registration: Registration
    since: datetime | None
    goes_here: bool
    client_id: UUID = field(default_factory=uuid4)


def at_door(event: Event, session: Session | None, text: str) -> list[AtDoor]:
    """Return who comes or waits, by name; of a session first who chose it."""
    people = people_of(event).filter(status__in=STANDING)
    if text:
        people = people.filter(named(text))
    here = dict(_here(event, session).values_list("registration", "at"))
    chose = set(session.choices.values_list("registration", flat=True)) if session else None
    rows = [AtDoor(each, here.get(each.pk), chose is None or each.pk in chose) for each in people]
    return _sorted(rows)


def _sorted(rows: Iterable[AtDoor]) -> list[AtDoor]:
    # Sorting keeps the order of the names within both parts.
    return sorted(rows, key=lambda row: not row.goes_here)


def present(event: Event, session: Session | None) -> list[int]:
    """Return the numbers of the registrations that are in."""
    return list(_here(event, session).values_list("registration", flat=True))


def _here(event: Event, session: Session | None) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(registration__event=event, session=session)
