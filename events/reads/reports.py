"""What the page of a report shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.contexts import shown_on
from cms.notices.audience import Doors
from coalitions.models import Call, Coalition, CoalitionPage
from events.enums import FindingKind, PromiseState
from events.models import (
    Event,
    Finding,
    ReportIndex,
    ReportPage,
    SessionReport,
    Speaker,
)
from events.reads.figures import figures_of
from knowledge.forms import ListFilter
from knowledge.models import Activity, Lesson
from knowledge.reads.facts import sources_of, themes_of
from knowledge.reads.lists import filtered, listing

# What people look for first stands first.
ORDER = (
    FindingKind.LESSON,
    FindingKind.QUESTION,
    FindingKind.PROMISE,
    FindingKind.WHO_DOES_WHAT,
    FindingKind.WORKING_ELEMENT,
    FindingKind.CHALLENGE,
    FindingKind.OPPORTUNITY,
    FindingKind.IMPROVEMENT,
)


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A finding with what it is about and lives on as, as far as this reader may open that."""

    finding: Finding
    who: str
    activities: list[Activity]
    lesson: Lesson | None
    call: Call | None
    coalition: CoalitionPage | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class KindShown:
    """The findings of one kind."""

    kind: FindingKind
    findings: list[FindingShown]

    @property
    def label(self) -> str:
        """The kind in words, of more than one."""
        return _PLURALS[self.kind]()


_PLURALS = {
    FindingKind.LESSON: lambda: _("Lessons"),
    FindingKind.QUESTION: lambda: _("Questions"),
    FindingKind.PROMISE: lambda: _("Promises"),
    FindingKind.CHALLENGE: lambda: _("Challenges"),
    FindingKind.OPPORTUNITY: lambda: _("Opportunities"),
    FindingKind.WORKING_ELEMENT: lambda: _("What works"),
    FindingKind.WHO_DOES_WHAT: lambda: _("Who does what"),
    FindingKind.IMPROVEMENT: lambda: _("What can be better"),
}


@dataclass(frozen=True, slots=True)
class SessionShown:
    """What one session brought."""

    report: SessionReport
    kinds: list[KindShown]

    @property
    def has_words(self) -> bool:
        """Whether there is anything to read; a session of which nobody told is left out."""
        report = self.report
        return bool(self.kinds or report.about or report.in_short or report.closing)


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    """Somebody who spoke, with what they promised."""

    speaker: Speaker
    findings: list[FindingShown]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """A whole report: who spoke, what each session brought, and what was said besides."""

    speakers: list[SpeakerShown] = field(default_factory=list)
    sessions: list[SessionShown] = field(default_factory=list)
    kinds: list[KindShown] = field(default_factory=list)


@shown_on(ReportPage)
def report_context(page: ReportPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a report shows.

    `event` (the row), `event_page`, `figures`, `report` (see `ReportShown`), `downloads`,
    `may_write`, `themes` and `sources`.
    """
    event, language = page.event, page.locale.language_code
    user = getattr(request, "user", None) or AnonymousUser()
    numbers = figures_of(event) if event else None
    downloads = page.downloads.all() or page.original.downloads.all()
    return {
        "event": event,
        "event_page": event.page if event and event.page and event.page.live else None,
        # Where nobody registered, how many there were says it all.
        "figures": numbers if numbers and numbers.registered else None,
        "report": shown_report(event, user, language) if event else ReportShown(),
        "downloads": [each.document for each in downloads],
        "may_write": bool(event and user.has_perm("events.manage", event)),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


def shown_report(event: Event, user: Any, language: str) -> ReportShown:
    """Return the rows of a report as this reader sees them."""
    shown = shown_findings(event.findings.all(), user, language)
    by_session: dict[int | None, list[FindingShown]] = defaultdict(list)
    by_speaker: dict[int, list[FindingShown]] = defaultdict(list)
    for each in shown:
        if each.finding.speaker_id:
            by_speaker[each.finding.speaker_id].append(each)
        else:
            by_session[each.finding.session_report_id].append(each)
    reports = event.session_reports.select_related("host_organisation")
    sessions = [SessionShown(each, by_kind(by_session[each.pk])) for each in reports]
    speakers = event.speakers.select_related("organisation")
    return ReportShown(
        speakers=[SpeakerShown(each, by_speaker[each.pk]) for each in speakers],
        sessions=[each for each in sessions if each.has_words],
        kinds=by_kind(by_session[None]),
    )


def by_kind(findings: Iterable[FindingShown]) -> list[KindShown]:
    """Return findings under each kind that has any, in the order of `ORDER`."""
    groups: dict[str, list[FindingShown]] = defaultdict(list)
    for each in findings:
        groups[each.finding.kind].append(each)
    return [KindShown(kind, groups[kind]) for kind in ORDER if groups[kind]]


def shown_findings(findings: Any, user: Any, language: str) -> list[FindingShown]:
    """Return findings with their links as this reader may follow them; seven queries at most."""
    read = findings.select_related("owner", "owner_organisation", "event").prefetch_related(
        Prefetch("activities", Activity.objects.only("pk", "translation_key")), "organisations"
    )
    found = list(read)
    activities = _activities(found, language)
    lessons = _lessons(found, user, language)
    calls = _calls(found, user)
    coalitions = _coalitions(found, user, language)
    in_network, today = bool(user.has_perm("events.take_part")), timezone.localdate()
    return [
        FindingShown(
            finding=each,
            who=who_promised(each, in_network),
            activities=[
                activities[one.translation_key]
                for one in each.activities.all()
                if one.translation_key in activities
            ],
            lesson=lessons.get(each.lesson_id or 0),
            call=calls.get(each.call_id or 0),
            coalition=coalitions.get(each.coalition_id or 0),
            overdue=is_overdue(each, today),
        )
        for each in found
    ]


def is_overdue(finding: Finding, today: date) -> bool:
    """Whether the day of a promise has passed while it stands open."""
    if finding.kind != FindingKind.PROMISE or finding.due is None:
        return False
    return finding.promise_state == PromiseState.OPEN and finding.due < today


def who_promised(finding: Finding, in_network: bool) -> str:
    """Say whose promise it is: a person by name to the network only, an organisation to all."""
    named = [finding.owner.name] if finding.owner and in_network else []
    named += [finding.owner_organisation.name] if finding.owner_organisation else []
    named += [finding.owner_text] if finding.owner_text else []
    if not named and finding.owner:
        return _("a participant")
    return ", ".join(name for name in named if name)


def _activities(found: list[Finding], language: str) -> dict[UUID, Activity]:
    keys = {one.translation_key for each in found for one in each.activities.all()}
    pages = Activity.objects.shown_in(language).filter(translation_key__in=keys) if keys else ()
    return {page.translation_key: page for page in pages}


def _lessons(found: list[Finding], user: Any, language: str) -> dict[int, Lesson]:
    """Return the published lessons by the number of their original."""
    wanted = {each.lesson_id for each in found if each.lesson_id}
    if not wanted:
        return {}
    keys = dict(Lesson.objects.filter(pk__in=wanted).values_list("translation_key", "pk"))
    pages = Lesson.objects.live().in_language(language).filter(translation_key__in=keys)
    shown = Doors().open_to(user, pages.select_related("locale", "alias_of__locale"))
    return {keys[page.translation_key]: page for page in shown}


def _calls(found: list[Finding], user: Any) -> dict[int, Call]:
    wanted = {each.call_id for each in found if each.call_id}
    return dict(Call.objects.for_reader(user).in_bulk(wanted)) if wanted else {}


def _coalitions(found: list[Finding], user: Any, language: str) -> dict[int, CoalitionPage]:
    wanted = {each.coalition_id for each in found if each.coalition_id}
    if not wanted:
        return {}
    keys = dict(Coalition.objects.filter(pk__in=wanted).values_list("translation_key", "pk"))
    pages = CoalitionPage.objects.live().in_language(language).filter(translation_key__in=keys)
    shown = Doors().open_to(user, pages.select_related("locale", "alias_of__locale"))
    return {keys[page.translation_key]: page for page in shown}


@shown_on(ReportIndex)
def report_list(page: ReportIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing of reports, of the latest gathering first, each with `facts` (its row)."""
    form = ListFilter({}, page.locale.language_code)
    starts = Event.objects.filter(report_key=OuterRef("translation_key")).values("starts_at")[:1]
    pages = filtered(ReportPage, form, form.language).annotate(starts_at=Subquery(starts))
    context = listing(request, pages.order_by("-starts_at", "pk"))
    found: list[Any] = list(context["results"].object_list)
    rows = Event.objects.filter(report_key__in=[each.translation_key for each in found])
    by_key = {row.report_key: row for row in rows}
    for each in found:
        each.facts = by_key.get(each.translation_key)
    context["results"].object_list = found
    return context
