"""Somebody's own registration: how it stands, and what they can still do about it."""

from typing import Any

import segno
from django.utils import timezone

from events.enums import RegistrationStatus
from events.models import Registration
from events.reads.registrations import position_of
from events.services.changing import may_change


def shown_to_owner(registration: Registration, door: str) -> dict[str, Any]:
    """Return what somebody sees of their own registration, and what they can still do.

    `door` is the address that a phone at the door opens; by itself it lets nobody in.
    """
    event, now = registration.event, timezone.now()
    comes = registration.status == RegistrationStatus.REGISTERED and event.goes_on
    choices = event.slots.filter(sessions__isnull=False).exists() or event.questions.exists()
    return {
        "registration": registration,
        "event": event,
        "position": position_of(registration),
        "comes": comes,
        "code_picture": picture_of(door) if comes else "",
        "answers": registration.answers.select_related("question").order_by("question"),
        "can_change": choices and may_change(registration, now),
        "can_cancel": registration.stands
        and (event.goes_on or event.is_put_off)
        and event.may_be_cancelled_at(now),
    }


def picture_of(address: str) -> str:
    """Return a QR code of an address as the address of a picture (`data:`)."""
    # Black on white whatever the colours of the page: a camera reads it.
    return str(segno.make(address, error="m").svg_data_uri(border=3, scale=4, light="#fff"))
