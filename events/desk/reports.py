"""What waits after a gathering: reports that are not there, and promises that stand open."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from events.models import Event, Finding, SessionReport
from events.services.report_duties import without_report

LONGEST_LINE = 120
PROMISED_WITHIN = timedelta(days=30)


def missing(_user: Any) -> list[WaitingItem]:
    """Return the gatherings whose report nobody published yet, three days afterwards."""
    return [_missing(event) for event in without_report(timezone.now(), timedelta(days=3))]


def mine_missing(user: Any) -> list[WaitingItem]:
    """Return the gatherings of which somebody has to publish the report."""
    found = without_report(timezone.now(), timedelta(0))
    return [_missing(event) for event in found if event.host_id == user.pk]


def _missing(event: Event) -> WaitingItem:
    return WaitingItem(
        line=_("The report of “%(title)s”") % {"title": event},
        address=reverse("report_write", args=[event.pk]),
        since=timezone.localdate(event.ends_at, event.zone),
    )


def own_sessions(user: Any) -> list[WaitingItem]:
    """Return the sessions of which somebody has yet to tell what they brought."""
    now = timezone.now()
    begun = _begun().filter(session__host=user)
    events = {event.pk for event in without_report(now, timedelta(days=-1))}
    return [
        WaitingItem(
            line=_("What did “%(title)s” bring?") % {"title": report},
            address=reverse("session_report_own", args=[report.pk]),
        )
        for report in begun.select_related("event")
        if report.event_id in events
    ]


def _begun() -> Any:
    now = timezone.now()
    return SessionReport.objects.filter(session__slot__starts_at__lte=now, handed_in_at=None)


def promised(user: Any) -> list[WaitingItem]:
    """Return what somebody promised at a gathering that is due soon, was due, or has no day."""
    return [_promise(finding) for finding in _promised_soon().filter(owner=user)]


def _promised_soon() -> Any:
    soon = Q(due__lte=timezone.localdate() + PROMISED_WITHIN) | Q(due=None)
    return Finding.objects.published().promises_open().filter(soon)


def _late_hosts() -> set[Any]:
    return {event.host_id for event in without_report(timezone.now(), timedelta(0))}


def _session_hosts() -> set[Any]:
    return set(_begun().order_by().values_list("session__host", flat=True))


def _promisers() -> set[Any]:
    return set(_promised_soon().order_by().values_list("owner", flat=True))


def overdue(_user: Any) -> list[WaitingItem]:
    """Return the promises whose day has passed, and those that nobody has."""
    nobody = Q(owner=None, owner_organisation=None, owner_text="")
    late = Q(due__lt=timezone.localdate())
    found = Finding.objects.published().promises_open().filter(late | nobody)
    return [_promise(finding) for finding in found]


def _promise(finding: Finding) -> WaitingItem:
    text = Truncator(finding.text).chars(LONGEST_LINE)
    line = text
    if finding.due:
        day = date_format(finding.due, "j F Y")
        line = _("Before %(day)s: %(action)s") % {"day": day, "action": text}
    return WaitingItem(line=line, address=reverse("promise", args=[finding.pk]), since=finding.due)


desk.register(
    "missing_reports",
    WaitingList(label=gettext_lazy("Gatherings without a report"), items=missing, order=46),
)
desk.register(
    "meeting_promises",
    WaitingList(
        label=gettext_lazy("Promises of gatherings: late, or without anybody"),
        items=overdue,
        order=47,
        address=lambda: reverse("promises") + "?state=open",
    ),
)
waiting.register(
    "missing_reports",
    WaitingList(
        label=gettext_lazy("Reports of your gatherings"),
        items=mine_missing,
        order=12,
        whom=_late_hosts,
    ),
)
waiting.register(
    "session_reports",
    WaitingList(
        label=gettext_lazy("Your session"), items=own_sessions, order=13, whom=_session_hosts
    ),
)
waiting.register(
    "meeting_promises",
    WaitingList(
        label=gettext_lazy("What you promised at a gathering"),
        items=promised,
        order=21,
        whom=_promisers,
        address=lambda: reverse("promises"),
    ),
)
