"""Mails about somebody's own registration, written with the change that they tell of."""

from typing import Any

from django.utils import timezone

from cms.mailing.services import write_mail
from events.enums import LinkPurpose, RegistrationStatus
from events.models import Registration
from events.services.links import new_link

MAIL = "registrations"
_MADE = {
    RegistrationStatus.UNCONFIRMED: ("confirm", LinkPurpose.CONFIRM),
    RegistrationStatus.REGISTERED: ("registered", LinkPurpose.MANAGE),
    RegistrationStatus.WAITLISTED: ("waitlisted", LinkPurpose.MANAGE),
}


def tell_made(registration: Registration) -> None:
    """Tell somebody how their registration stands: to confirm, registered, or waiting."""
    name, purpose = _MADE[RegistrationStatus(registration.status)]
    _write(name, registration, purpose)


def tell_again(registration: Registration) -> None:
    """Mail somebody who registers twice how their registration stands, at most once an hour."""
    name, purpose = _MADE.get(
        RegistrationStatus(registration.status), ("registered", LinkPurpose.MANAGE)
    )
    _write(name, registration, purpose, again=f":{timezone.now():%Y%m%d%H}")


def tell_promoted(registration: Registration) -> None:
    """Tell somebody who waited that there is a place for them."""
    _write("promoted", registration, LinkPurpose.MANAGE)


def tell_offered(registration: Registration) -> None:
    """Offer somebody who waited a place, with until when."""
    _write("offered", registration, LinkPurpose.OFFER)


def tell_cancelled(registration: Registration) -> None:
    """Tell somebody that they are no longer expected."""
    _write("cancelled", registration, None)


def _write(
    name: str, registration: Registration, purpose: LinkPurpose | None, again: str = ""
) -> None:
    if not registration.address:
        # Somebody who called: the organiser calls back.
        return
    context: dict[str, Any] = {
        "registration": registration,
        "event": registration.event,
        "token": new_link(registration, purpose) if purpose else "",
    }
    write_mail(
        MAIL,
        f"events/mails/{name}",
        context,
        to=registration.email,
        recipient=registration.user,
        language=registration.language,
        key=f"{MAIL}:{name}:{registration.pk}:{registration.queue_number or 0}{again}",
    )
