"""Registrations as people see them."""

from events.enums import RegistrationStatus
from events.models import Registration


def position_of(registration: Registration) -> int:
    """Return how many on the waiting list are in front, and this one; 0 for who does not wait."""
    if registration.status != RegistrationStatus.WAITLISTED:
        return 0
    waiting = Registration.objects.filter(event=registration.event_id).waiting()
    return int(waiting.filter(queue_number__lte=registration.queue_number).count())
