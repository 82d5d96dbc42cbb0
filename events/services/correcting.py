"""Taking back what waits for a click in a mail that went to the wrong address."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.enums import RegistrationStatus
from events.models import Event, Registration
from events.services.promoting import promote


@transaction.atomic
def take_back(event: Event, key: UUID) -> None:
    """Free what was kept for an address that is not confirmed; without a mail to that address.

    The key is in the form of whoever filled it in, and nowhere else. What was confirmed meanwhile
    stays. Without this, somebody who corrects their address could find the last place of a session
    taken by themselves.
    """
    locked = Event.objects.locked(event.pk)
    waiting = Registration.objects.filter(
        event=locked, key=key, status=RegistrationStatus.UNCONFIRMED
    )
    now = timezone.now()
    if waiting.update(status=RegistrationStatus.CANCELLED, hold_until=None, cancelled_at=now):
        promote(locked, now)
