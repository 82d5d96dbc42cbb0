"""What changes for people who count on an event: another time or place, or that it is called off.

Each is one change however often its button is tapped, and its mails are written with it.
"""

from collections.abc import Mapping
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.exceptions import EventError
from events.models import Event
from events.services import event_mails as mails
from events.services.making import PLACE
from events.services.promoting import resize


@transaction.atomic
def move(event: Event, user: Any, *, starts_at: datetime, ends_at: datetime, **where: Any) -> Event:
    """Give an event another time or place, and tell who counts on it.

    `where` is any of place, address, neighbourhood, attendance_mode and online_address. Rounds and
    the moments until which people register and cancel move along with the start. Raises
    `EventError` for what is over, called off, or would be in the past.
    """
    row: Event = Event.objects.locked(event.pk)
    _refuse_past(row, starts_at)
    wanted: dict[str, Any] = {"starts_at": starts_at, "ends_at": ends_at}
    wanted |= {name: where[name] for name in PLACE if name in where}
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    before, announced = copy(row), row.is_announced
    _write(row, wanted)
    if announced:
        _tell(row, before)
    return row


def _write(row: Event, wanted: Mapping[str, Any]) -> None:
    by = wanted["starts_at"] - row.starts_at
    for name, value in wanted.items():
        setattr(row, name, value)
    if by:
        _bring_along(row, by)
    row.save()


def _tell(row: Event, before: Event) -> None:
    if (row.starts_at, row.ends_at) != (before.starts_at, before.ends_at):
        row.status = EventStatus.RESCHEDULED
    row.calendar_sequence += 1
    row.save(update_fields=["status", "calendar_sequence"])
    mails.tell_moved(row, before)


def _refuse_past(row: Event, starts_at: datetime) -> None:
    if row.status == EventStatus.CANCELLED:
        raise EventError(_("This was called off. Make the next edition of it instead."))
    # The day of what was put off may have passed before there is another one.
    if row.is_over() and not row.is_put_off:
        raise EventError(_("This is over. Make the next edition of it instead."))
    if starts_at <= timezone.now() and starts_at != row.starts_at:
        raise EventError(_("Choose a moment that is still to come."))


def _bring_along(row: Event, by: timedelta) -> None:
    """Move what hangs on the start."""
    for name in ("registration_closes_at", "cancel_until"):
        if moment := getattr(row, name):
            setattr(row, name, moment + by)
    for slot in row.slots.all():
        slot.starts_at, slot.ends_at = slot.starts_at + by, slot.ends_at + by
        slot.save(update_fields=["starts_at", "ends_at"])


@transaction.atomic
def call_off(event: Event, user: Any, reason: str, *, put_off: bool = False) -> Event:
    """Call an event off, and tell who counts on it; twice is the same as once.

    What is `put_off` gets another day later, by moving it. Registrations stay as they were: of what
    was called off they say who was told. Raises `EventError` for what is over.
    """
    row: Event = Event.objects.locked(event.pk)
    wanted = EventStatus.POSTPONED if put_off else EventStatus.CANCELLED
    if row.status in {EventStatus.CANCELLED, wanted}:
        return row
    if row.is_over() and not row.is_put_off:
        raise EventError(_("This is over: it cannot be called off any more."))
    row.status = wanted
    row.calendar_sequence += 1
    row.save()
    mails.tell_called_off(row, reason)
    return row


@transaction.atomic
def change_places(event: Event, values: Mapping[str, Any]) -> Event:
    """Keep how many fit, how many may wait and what becomes of a free place; then fill places.

    Fewer places remove nobody.
    """
    row: Event = Event.objects.locked(event.pk)
    row.waiting_capacity, row.promotion = values["waiting_capacity"], values["promotion"]
    row.save(update_fields=["waiting_capacity", "promotion"])
    return resize(row, values["capacity"])
