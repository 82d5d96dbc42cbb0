"""How far a report is, for who writes it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from events.enums import FindingKind
from events.models import Event, ReportPage, SessionReport
from events.services.report_mails import address_of
from events.services.reports import draft_of, report_of


@dataclass(frozen=True, slots=True)
class SessionState:
    """How far the report of one session is."""

    report: SessionReport
    findings: int
    has_host: bool

    @property
    def is_begun(self) -> bool:
        """Whether anything was written."""
        report = self.report
        return bool(self.findings or report.about or report.in_short or report.closing)


@dataclass(frozen=True, slots=True)
class ReportState:
    """How far a report is, for who writes it; what has yet to live on when it is published."""

    page: ReportPage
    draft: ReportPage
    sessions: list[SessionState]
    speakers: int
    besides: int
    lessons: int
    questions: int
    promises: int
    ownerless: int
    missing: int

    @property
    def is_live(self) -> bool:
        """Whether everybody can read it."""
        return bool(self.page.live)

    @property
    def has_news(self) -> bool:
        """Whether publishing would change what everybody reads."""
        waits = self.page.has_unpublished_changes or self.lessons or self.questions
        return not self.page.live or bool(waits)


def state_of(event: Event) -> ReportState | None:
    """Return how far the report of an event is; None where nobody began it."""
    page = report_of(event)
    if page is None:
        return None
    sessions = _session_states(event)
    of_kind = event.findings.aggregate(
        lessons=Count("pk", filter=Q(kind=FindingKind.LESSON, lesson=None)),
        questions=Count("pk", filter=Q(kind=FindingKind.QUESTION, call=None)),
        promises=Count("pk", filter=Q(kind=FindingKind.PROMISE)),
        ownerless=Count(
            "pk",
            filter=Q(kind=FindingKind.PROMISE, owner=None, owner_organisation=None, owner_text=""),
        ),
        besides=Count("pk", filter=Q(session_report=None)),
    )
    return ReportState(
        page=page,
        draft=draft_of(page),
        sessions=sessions,
        speakers=event.speakers.count(),
        missing=sum(1 for each in sessions if each.report.handed_in_at is None),
        **of_kind,
    )


def _session_states(event: Event) -> list[SessionState]:
    reports = event.session_reports.select_related("session__host", "host_organisation")
    return [
        SessionState(each, each.noted, bool(each.session and address_of(each.session)))
        for each in reports.annotate(noted=Count("findings"))
    ]
