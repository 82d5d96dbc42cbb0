"""With what a coming gathering opens: what happened, was promised and asked since the last one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from cms.contexts import shown_on
from coalitions.enums import CallKind
from coalitions.models import Call, ProgressUpdate
from events.enums import EventKind
from events.models import Event, EventPage, Finding, ReportPage
from events.moments import day_of, last_gathering
from events.reads.promises import with_places

SHOWN = 5


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What a gathering takes up where the last one ended."""

    day: date
    report: ReportPage | None
    updates: int
    promises: list[Any]
    more_promises: int
    questions: list[Call]
    more_questions: int


@shown_on(EventPage)
def since_last_context(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return `since_last`; None on all but a gathering to come that is not the first one."""
    event = page.event
    if event is None or not opens_with_it(event):
        return {"since_last": None}
    user = getattr(request, "user", None) or AnonymousUser()
    return {"since_last": since_last(event, user, page.locale.language_code)}


def opens_with_it(event: Event) -> bool:
    """Whether the network comes together again."""
    return event.kind == EventKind.GATHERING and event.goes_on and not event.is_over()


def since_last(event: Event, user: Any, language: str) -> SinceLast | None:
    """Return what this reader may know of the time since the last gathering."""
    now = timezone.now()
    last = last_gathering(now)
    if last is None:
        return None
    promises = Finding.objects.for_everybody().promises_open()
    asked = Call.objects.for_reader(user).unanswered(timezone.localdate(now))
    questions = asked.filter(kind=CallKind.QUESTION)
    told = ProgressUpdate.objects.standing().for_reader(user)
    reports = ReportPage.objects.shown_in(language)
    count, asked_count = promises.count(), questions.count()
    return SinceLast(
        day=day_of(last),
        report=reports.filter(translation_key=last.report_key).first() if last.report_key else None,
        updates=told.filter(happened_on__gte=day_of(last)).count(),
        promises=with_places(promises[:SHOWN], user),
        more_promises=max(0, count - SHOWN),
        questions=list(questions[:SHOWN]),
        more_questions=max(0, asked_count - SHOWN),
    )
