"""Reminding who comes: once, however often and however late the worker looks."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.enums import MailKind, RegistrationStatus
from events.models import Event, Registration
from events.services.registration_mails import write_about
from events.services.reminder_times import due_from


def send_reminders(now: datetime | None = None) -> int:
    """Remind who comes to events of which that is due; return how many were written to.

    A worker that was off is late, but reminds nobody of what has begun.
    """
    moment = now or timezone.now()
    coming = Event.objects.going_on().filter(starts_at__gt=moment, reminder_hours__isnull=False)
    return sum(_remind_all(event, moment) for event in coming if _is_due(event, moment))


def _is_due(event: Event, now: datetime) -> bool:
    due = due_from(event)
    return due is not None and due <= now


def _remind_all(event: Event, now: datetime) -> int:
    # Who registered after it was due has read everything only just now.
    waiting = _of(event).filter(confirmed_at__lt=due_from(event))
    return sum(_remind(pk, now) for pk in waiting.order_by("pk").values_list("pk", flat=True))


def _of(event: Event) -> QuerySet[Registration]:
    return event.registrations.filter(
        status=RegistrationStatus.REGISTERED, reminded_at=None, anonymised_at=None
    )


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    """Remind one person, unless another worker did or they cancelled since we looked."""
    mine = Registration.objects.filter(
        pk=pk, status=RegistrationStatus.REGISTERED, reminded_at=None
    )
    if not mine.update(reminded_at=now):
        return False
    registration = Registration.objects.select_related("user", "event").get(pk=pk)
    again = f"{registration.event.calendar_sequence}"
    return write_about(registration, MailKind.REMINDER, again=again) is not None
