"""What the worker does for reports: links for hosts on the day, reminders of what is missing."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from events.enums import EventKind
from events.models import Event, ReportPage, Session
from events.services import report_mails as mails
from events.services.reports import session_reports
from events.services.session_reports import mail_link
from network.enums import Role

# On the clock of the event.
LINKS_AT = time(8)
# A worker that was off for longer mails no links and reminds of nothing any more.
LINKS_UNTIL = timedelta(days=7)
REMINDED_AFTER = (timedelta(days=3), timedelta(days=7))
REMINDED_UNTIL = timedelta(days=21)
# What is longer ago has no report and does not get one.
USUAL_UNTIL = timedelta(days=60)
# Of these somebody expects a report.
REPORTED = frozenset({EventKind.GATHERING, EventKind.TRAINING})


def send_session_links(now: datetime | None = None) -> int:
    """Mail hosts the link to their session in the morning of the day; return how many mails."""
    moment = now or timezone.now()
    reached = Q(host__is_active=True) | ~Q(host_email="")
    unmailed = Q(report=None) | Q(report__link_hash="", report__handed_in_at=None)
    sessions = Session.objects.filter(reached, unmailed)
    events = Event.objects.going_on().filter(
        slots__sessions__in=sessions,
        starts_at__lte=moment + timedelta(days=1),
        ends_at__gt=moment - LINKS_UNTIL,
    )
    due = [event.pk for event in events.distinct() if links_from(event) <= moment]
    return sum(_send_links(pk) for pk in sorted(due))


def links_from(event: Event) -> datetime:
    """Return the morning of an event, on its own clock; earlier where it begins before that."""
    day = event.starts_at.astimezone(event.zone).date()
    return min(event.starts_at, datetime.combine(day, LINKS_AT, tzinfo=event.zone))


@transaction.atomic
def _send_links(pk: int) -> int:
    event = Event.objects.locked(pk)
    waiting = [
        report
        for report in session_reports(event)
        if report.session and not report.link_hash and report.handed_in_at is None
    ]
    return sum(mail_link(report) for report in waiting)


def without_report(now: datetime, after: timedelta) -> Sequence[Event]:
    """Return events that ended `after` ago, not too long ago, without a published report."""
    live = ReportPage.objects.originals().live().values("translation_key")
    found = Event.objects.going_on().filter(
        kind__in=REPORTED, ends_at__lte=now - after, ends_at__gt=now - USUAL_UNTIL
    )
    missing = found.filter(Q(report_key=None) | ~Q(report_key__in=live))
    return list(missing.order_by("ends_at", "pk"))


def remind_of_reports(now: datetime | None = None) -> int:
    """Remind after three and after seven days who runs an event without a report; return how many.

    Each time once: how often is kept with the event, in the transaction that writes the mail. Who
    was not reminded in time is reminded once, not twice.
    """
    moment = now or timezone.now()
    late = without_report(moment, REMINDED_AFTER[0])
    return sum(_remind(event.pk, moment) for event in late)


@transaction.atomic
def _remind(pk: int, now: datetime) -> int:
    event = Event.objects.locked(pk)
    number = sum(event.ends_at + after <= now for after in REMINDED_AFTER)
    if event.report_reminders >= number or event.ends_at + REMINDED_UNTIL < now:
        return 0
    event.report_reminders = number
    event.save(update_fields=["report_reminders"])
    users = whose_report(event)
    mails.remind(event, users, number)
    return len(users)


def whose_report(event: Event) -> list[Any]:
    """Return who runs an event; else who organises for its organisation; else the coordinators."""
    if event.host is not None and event.host.is_active:
        return [event.host]
    users: Any = get_user_model()._default_manager
    organisers = users.with_role(Role.ORGANISER).filter(
        member__organisation=event.organiser, member__organisation_claimed=False
    )
    found = list(organisers) if event.organiser_id else []
    return found or list(users.with_role(Role.COORDINATOR))
