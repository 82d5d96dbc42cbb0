"""What whoever runs an event does with registrations: look, take out, give a place, add."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from events.enums import Promotion, RegistrationStatus
from events.exceptions import EventError
from events.models import Event, Registration
from events.permissions import runs
from events.services.places import places_of
from events.services.promoting import give
from network.permissions import coordinates

LOOKED, TAKEN_OUT, MAILED = (
    "events.see_registrations",
    "events.export_registrations",
    "events.mail_registrations",
)


def note_look(event: Event, user: Any) -> None:
    """Write down that somebody saw who comes to an event that is not theirs.

    Whoever runs it, and the coordinator, have it as their work. An administrator looks when
    something broke, and can be asked why.
    """
    if not runs(user, event) and not coordinates(user):
        log(event, LOOKED, user=user)


def note_taken_out(event: Event, user: Any, form: str, rows: int) -> None:
    """Write down that a file was made of who comes: it lives on outside the site."""
    log(event, TAKEN_OUT, user=user, data={"form": form, "rows": rows})


@transaction.atomic
def promote_by_hand(registration: Registration) -> Registration:
    """Give somebody who waits the next place; twice is the same as once.

    Shortly before the start it is offered, as everywhere. Raises `EventError` where there is no
    place, where nobody can come any more, and where it is not the organiser who decides.
    """
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.select_related("user").get(pk=registration.pk)
    if found.status in {RegistrationStatus.REGISTERED, RegistrationStatus.OFFERED}:
        return found
    if found.status != RegistrationStatus.WAITLISTED:
        raise EventError(_("%(name)s does not wait for a place any more.") % {"name": found.called})
    if event.promotion != Promotion.BY_HAND:
        raise EventError(_("A free place goes to the next one by itself here."))
    now = timezone.now()
    if not event.goes_on or event.starts_at <= now:
        raise EventError(_("This event has begun or does not go on, so there is no place to give."))
    if places_of(event, now).free == 0:
        raise EventError(
            _("Every place is taken. Give the event more places first, or wait until one is free.")
        )
    give(event, found, now)
    return found
