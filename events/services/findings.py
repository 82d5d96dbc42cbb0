"""Findings of a gathering: noted one by one, and what each of them lives on as."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from coalitions.enums import CallKind, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.services.calls import first_line, open_call
from coalitions.services.lessons import LONGEST, note_lesson
from events.enums import FindingKind, PromiseState
from events.exceptions import EventError
from events.models import Event, Finding, ReportPage, SessionReport
from network.reads.speaking import organisation_of

# What only a promise has.
PROMISED = ("owner", "owner_organisation", "owner_text", "due")
OCCASION_LONGEST = 150


@transaction.atomic
def add_finding(
    event: Event,
    *,
    key: UUID,
    values: Mapping[str, Any],
    session_report: SessionReport | None = None,
    noted_by: Any = None,
) -> Finding:
    """Return a new finding, of a session or of the whole gathering.

    The same key sent again returns the same finding. Raises `EventError` where the key belongs to
    something that was said elsewhere.
    """
    position = Finding.objects.filter(event=event, session_report=session_report).count()
    finding, made = Finding.objects.get_or_create(
        key=key,
        defaults={
            "event": event,
            "session_report": session_report,
            "noted_by": noted_by,
            "position": position,
            "language": get_language() or settings.LANGUAGE_CODE,
            **_columns(values),
        },
    )
    if finding.event_id != event.pk or finding.session_report != session_report:
        raise EventError(_("This form was sent before, about something else. Open a new one."))
    if made:
        _tie(finding, values)
    return finding


@transaction.atomic
def change_finding(finding: Finding, values: Mapping[str, Any]) -> Finding:
    """Say it in other words, or tie it to something else; what it lives on as stays as it is."""
    for name, value in _columns(values).items():
        setattr(finding, name, value)
    finding.save()
    _tie(finding, values)
    return finding


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a finding; what is no promise has no owner and no day."""
    found = {name: values[name] for name in ("kind", "text", "speaker") if name in values}
    if found.get("kind") == FindingKind.PROMISE:
        return found | {name: values[name] for name in PROMISED if name in values}
    return found | {"owner": None, "owner_organisation": None, "owner_text": "", "due": None}


def _tie(finding: Finding, values: Mapping[str, Any]) -> None:
    if "activities" in values:
        finding.activities.set(each.original for each in values["activities"])
    if "organisations" in values:
        finding.organisations.set(values["organisations"])


def remove_finding(finding: Finding) -> None:
    """Take a finding out of the report; a lesson or question that it became stays."""
    finding.delete()


def live_on(event: Event, page: ReportPage, user: Any) -> int:
    """Make lessons and questions of the findings of a published report; return how many.

    Each becomes one once: the caller has the lock of the event, and what lives on is kept with
    the finding. Raises `EventError` where that cannot be.
    """
    findings = event.findings.select_related("noted_by", "session_report")
    lessons = list(findings.filter(kind=FindingKind.LESSON, lesson=None))
    questions = list(findings.filter(kind=FindingKind.QUESTION, call=None))
    try:
        for finding in lessons:
            finding.lesson = _lesson_of(finding, event, page, user)
            finding.save(update_fields=["lesson"])
        for finding in questions:
            finding.call = _question_of(finding, event, page, user)
            finding.save(update_fields=["call"])
    except CoalitionError as error:
        raise EventError(str(error)) from error
    return len(lessons) + len(questions)


def _lesson_of(finding: Finding, event: Event, page: ReportPage, user: Any) -> Any:
    words = " ".join(finding.text.split())
    teller = finding.noted_by or user
    return note_lesson(
        Truncator(words).chars(LONGEST),
        activities=finding.activities.all(),
        contributor=teller,
        organisation=_organisation_of(finding, teller),
        source_note=words if len(words) > LONGEST else "",
        learned_from=page,
        learned_on=timezone.localdate(event.starts_at, event.zone).isoformat(),
    )


def _organisation_of(finding: Finding, teller: Any) -> Any:
    told = finding.session_report.host_organisation if finding.session_report else None
    return told or organisation_of(teller)


def _question_of(finding: Finding, event: Event, page: ReportPage, user: Any) -> Any:
    # Who may read the report may read the question.
    is_open = not page.get_view_restrictions().exists()
    line = first_line(finding.text)
    with override(finding.language):
        return open_call(
            finding.noted_by or user,
            key=uuid5(finding.key, "question"),
            kind=CallKind.QUESTION,
            line=line,
            details="" if line == finding.text.strip() else finding.text,
            visibility=Visibility.PUBLIC if is_open else Visibility.NETWORK,
            occasion=Truncator(str(event)).chars(OCCASION_LONGEST),
        )


def leave_behind(user: Any) -> None:
    """Keep with their organisation what somebody promised who leaves; links to write stop working.

    The account itself leaves the rows.
    """
    promised = Finding.objects.filter(owner=user, owner_organisation=None)
    if organisation := organisation_of(user):
        promised.update(owner_organisation=organisation)
    SessionReport.objects.filter(session__host=user).update(link_hash="")


def move_promise(finding: Finding, state: str) -> Finding:
    """Keep what became of a promise. Raises `EventError` for a finding that is none."""
    if finding.kind != FindingKind.PROMISE:
        raise EventError(_("This is not a promise."))
    finding.promise_state = PromiseState(state)
    finding.save(update_fields=["promise_state"])
    return finding
