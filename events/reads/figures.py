"""How many came and what they thought: counted from rows, which stay when the names are gone.

Nothing here is stored, and nobody can be found in it: a mean of one or two grades, and the words of
one or two people, would tell whose they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.notices.audience import Doors
from events.enums import RegistrationStatus
from events.models import (
    CheckIn,
    Event,
    EventPage,
    Registration,
    Session,
    SessionChoice,
    SurveyInvitation,
    SurveyResponse,
)
from network.doors import doors_above

# From so many answers on nobody can tell who gave which.
SHOWN_FROM = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """An event in numbers. `attended` is None where nobody counted, `grade` where few answered.

    `expected` is how many were registered where somebody counted who came.
    """

    registered: int
    expected: int
    waiting: int
    cancelled: int
    attended: int | None
    asked: int
    answered: int
    grade: float | None

    @property
    def attendance(self) -> int | None:
        """Which part of who was registered came, in per cent; None where more people came."""
        if self.attended is None or self.attended > self.expected:
            return None
        return percent(self.attended, self.expected)

    @property
    def response(self) -> int | None:
        """Which part of who was asked answered, in per cent."""
        return percent(self.answered, self.asked)


def percent(part: int, whole: int) -> int | None:
    """Return a part of a whole in per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def counted(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return these events with what `figures` reads, in the same query."""
    of_event = Registration.objects.filter(event=OuterRef("pk"))
    came = CheckIn.objects.filter(registration__event=OuterRef("pk"))
    asked = SurveyInvitation.objects.filter(registration__event=OuterRef("pk"))
    told = SurveyResponse.objects.filter(event=OuterRef("pk"))
    mean = told.order_by().values("event").annotate(mean=Avg("grade")).values("mean")
    with_status = {
        name: _count(of_event.filter(status=status), "event")
        for name, status in (
            ("count_registered", RegistrationStatus.REGISTERED),
            ("count_waiting", RegistrationStatus.WAITLISTED),
            ("count_cancelled", RegistrationStatus.CANCELLED),
        )
    }
    return events.annotate(
        **with_status,
        # Once for each person, also who was checked in at the door and at two sessions.
        count_came=_count(came, "registration__event", "registration"),
        count_asked=_count(asked, "registration__event"),
        count_answered=_count(told, "event"),
        mean_grade=Subquery(mean),
    )


def _count(rows: QuerySet[Any], by: str, of: str = "pk") -> Coalesce:
    number = rows.order_by().values(by).annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def figures(event: Any) -> Figures:
    """Return the numbers of an event that comes from `counted`."""
    grade = event.mean_grade if event.count_answered >= SHOWN_FROM else None
    attended = _attended(event)
    return Figures(
        registered=event.count_registered,
        expected=0 if attended is None else event.count_registered,
        waiting=event.count_waiting,
        cancelled=event.count_cancelled,
        attended=attended,
        asked=event.count_asked,
        answered=event.count_answered,
        grade=None if grade is None else round(float(grade), 1),
    )


def _attended(event: Any) -> int | None:
    """Return what somebody counted in the hall, or else how many passed the phone at the door."""
    if event.counted_present is not None:
        return int(event.counted_present)
    return event.count_came or None


def figures_of(event: Event) -> Figures:
    """Return the numbers of one event."""
    return figures(counted(Event.objects.filter(pk=event.pk)).get())


@dataclass(frozen=True, slots=True)
class SessionFigures:
    """How many chose a session, and how many were there as far as somebody wrote that down."""

    session: Session
    chosen: int
    attended: int


@dataclass(frozen=True, slots=True)
class Results:
    """What an event brought. The answers of the survey are empty while few answered."""

    figures: Figures
    sessions: list[SessionFigures]
    grades: list[tuple[int, int]] = field(default_factory=list)
    take_home: list[str] = field(default_factory=list)
    change: list[str] = field(default_factory=list)


def results_of(event: Event) -> Results:
    """Return the numbers of an event and what people answered, in no order that leads to anybody.

    Each question stands by itself, by alphabet: nothing tells which words and which grade came
    from the same person.
    """
    numbers, sessions = figures_of(event), _sessions_of(event)
    if numbers.answered < SHOWN_FROM:
        return Results(numbers, sessions)
    rows = SurveyResponse.objects.filter(event=event)
    grades = rows.order_by().values_list("grade").annotate(Count("pk")).order_by("-grade")
    return Results(
        numbers,
        sessions,
        grades=list(grades),
        take_home=_said(rows, "take_home"),
        change=_said(rows, "change"),
    )


def _said(rows: QuerySet[SurveyResponse], name: str) -> list[str]:
    texts = rows.exclude(**{name: ""}).values_list(name, flat=True)
    return sorted(texts, key=str.casefold)


def _sessions_of(event: Event) -> list[SessionFigures]:
    chosen = SessionChoice.objects.filter(
        session=OuterRef("pk"), registration__status=RegistrationStatus.REGISTERED
    )
    came = CheckIn.objects.filter(session=OuterRef("pk"))
    rows = Session.objects.filter(slot__event=event).select_related("slot")
    found: Any = rows.annotate(
        count_chosen=_count(chosen, "session"), count_came=_count(came, "session")
    )
    return [
        SessionFigures(each, each.count_chosen, each.count_came)
        for each in found.order_by("slot__starts_at", "pk")
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One event in the table of all of them."""

    event: Event
    page: EventPage
    figures: Figures


def figures_for(reader: Any, events: QuerySet[Event]) -> list[Line]:
    """Return the numbers of events that have been, as far as this reader may open their pages."""
    begun = events.going_on().filter(starts_at__lte=timezone.now())  # type: ignore[attr-defined]
    found = list(counted(begun).order_by("-starts_at", "pk"))
    pages = _pages(reader, [event.translation_key for event in found])
    return [
        Line(event, pages[event.translation_key], figures(event))
        for event in found
        if event.translation_key in pages
    ]


def _pages(reader: Any, keys: list[Any]) -> dict[Any, EventPage]:
    """Return the page of each event, in the language of the reader where there is one."""
    live = EventPage.objects.live().filter(translation_key__in=keys).select_related("locale")
    here = get_language()
    # The last one wins.
    pages = sorted(live, key=lambda page: page.locale.language_code == here)
    return {page.translation_key: page for page in Doors().open_to(reader, pages)}


def totals_of(lines: Iterable[Line]) -> Figures:
    """Return the numbers of these events together.

    An event of which few answered adds nothing to the mean: what the others brought could be taken
    off again.
    """
    every = [line.figures for line in lines]
    graded = [each for each in every if each.grade is not None]
    answers = sum(each.answered for each in graded)
    points = sum((each.grade or 0) * each.answered for each in graded)
    known = [each.attended for each in every if each.attended is not None]
    return Figures(
        registered=sum(each.registered for each in every),
        expected=sum(each.expected for each in every),
        waiting=sum(each.waiting for each in every),
        cancelled=sum(each.cancelled for each in every),
        attended=sum(known) if known else None,
        asked=sum(each.asked for each in every),
        answered=sum(each.answered for each in every),
        grade=round(points / answers, 1) if answers else None,
    )


doors_above.register(
    "event_figures", ("event_figures", _("Events in numbers"), "events.see_figures")
)
