"""When a reminder is due, and that somebody needs none any more."""

from datetime import datetime, timedelta

from django.utils import timezone

from events.models import Event, Registration


def due_from(event: Event) -> datetime | None:
    """Return from when who comes is reminded; None where nobody is."""
    hours = event.reminder_hours
    return None if hours is None else event.starts_at - timedelta(hours=hours)


def mark_reminded(registration: Registration) -> None:
    """Keep that somebody who is told of their place after the reminder was due got it with that."""
    due, now = due_from(registration.event), timezone.now()
    if due is not None and due <= now and registration.reminded_at is None:
        registration.reminded_at = now
        Registration.objects.filter(pk=registration.pk).update(reminded_at=now)
