"""What whoever runs an event sees: how many come, and who, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import QuestionKind, RegistrationStatus
from events.models import (
    CheckIn,
    Event,
    Question,
    QuestionAnswer,
    Registration,
    Session,
    SessionChoice,
)
from events.services.places import Places, places_of


@dataclass(frozen=True, slots=True)
class SessionCount:
    """How full a session is, and how many came to it."""

    session: Session
    chosen: int
    present: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How an event stands in numbers; `waiting` is without who is offered a place."""

    places: Places
    registered: int
    unconfirmed: int
    offered: int
    waiting: int
    cancelled: int
    present: int
    sessions: list[SessionCount]


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the list, with what they chose and answered."""

    registration: Registration
    position: int
    sessions: list[Session]
    answers: Mapping[Question, str]
    present_at: datetime | None


def counts_of(event: Event) -> Counts:
    """Return the numbers of an event at this moment."""
    now = timezone.now()
    by_status = dict(event.registrations.values_list("status").annotate(Count("pk")))
    checked_in = CheckIn.objects.filter(registration__event=event)
    by_session = dict(checked_in.values_list("session").annotate(Count("pk")))
    return Counts(
        places=places_of(event, now),
        registered=by_status.get(RegistrationStatus.REGISTERED, 0),
        unconfirmed=by_status.get(RegistrationStatus.UNCONFIRMED, 0),
        offered=by_status.get(RegistrationStatus.OFFERED, 0),
        waiting=by_status.get(RegistrationStatus.WAITLISTED, 0),
        cancelled=by_status.get(RegistrationStatus.CANCELLED, 0),
        present=by_session.get(None, 0),
        sessions=_session_counts(event, by_session, now),
    )


def _session_counts(
    event: Event, present: Mapping[int | None, int], now: datetime
) -> list[SessionCount]:
    takes = event.registrations.taking_a_place(now).values("pk")
    chosen = SessionChoice.objects.filter(registration__in=takes)
    by_session = dict(chosen.values_list("session").annotate(Count("pk")))
    return [
        SessionCount(each, by_session.get(each.pk, 0), present.get(each.pk, 0))
        for each in sessions_of(event)
    ]


def sessions_of(event: Event) -> QuerySet[Session]:
    """Return the sessions of an event in the order of its programme."""
    found: QuerySet[Session] = Session.objects.filter(slot__event=event).select_related("slot")
    return found.order_by("slot__starts_at", "slot", "pk")


def people_of(event: Event) -> QuerySet[Registration]:
    """Return all registrations of an event, by name."""
    # Not by `called`: the database sorts, so that a page of a long list is read and not all of it.
    called = Lower(Coalesce(NullIf("user__name", Value("")), "name"))
    found: QuerySet[Registration] = Registration.objects.filter(event=event)
    found = found.select_related("user", "organisation", "made_by")
    return found.annotate(called_as=called).order_by("called_as", "pk")


def named(text: str) -> Q:
    """Return the condition that somebody is called so, or has this code."""
    code = "".join(text.split()).replace("-", "").upper()
    found = Q(code=code) | Q(name__icontains=text) | Q(user__name__icontains=text)
    return found | Q(organisation_text__icontains=text) | Q(organisation__name__icontains=text)


def rows_of(event: Event, registrations: Iterable[Registration]) -> list[Row]:
    """Return these registrations as people read them."""
    # Not by prefetching: of a full hall that makes a thousand objects for a few words each.
    positions, came = positions_of(event), dict(_came(event))
    sessions, answers = _chosen(event), _answered(event)
    return [
        Row(
            registration=each,
            position=positions.get(each.pk, 0),
            sessions=sessions.get(each.pk, []),
            answers=answers.get(each.pk, {}),
            present_at=came.get(each.pk),
        )
        for each in registrations
    ]


def _came(event: Event) -> Iterable[tuple[int, datetime]]:
    here = CheckIn.objects.filter(registration__event=event, session=None)
    return here.values_list("registration", "at")


def _chosen(event: Event) -> dict[int, list[Session]]:
    """Return the sessions that everybody chose, in the order of the programme."""
    found: dict[int, list[Session]] = {}
    sessions = {each.pk: each for each in sessions_of(event)}
    choices = SessionChoice.objects.filter(registration__event=event)
    in_order = choices.order_by("slot__starts_at", "slot")
    for registration, session in in_order.values_list("registration", "session"):
        found.setdefault(registration, []).append(sessions[session])
    return found


def _answered(event: Event) -> dict[int, dict[Question, str]]:
    found: dict[int, dict[Question, str]] = {}
    questions = {each.pk: each for each in event.questions.all()}
    answers = QuestionAnswer.objects.filter(registration__event=event).order_by("question")
    for registration, number, text in answers.values_list("registration", "question", "text"):
        question = questions[number]
        # A box that was ticked is kept as a word that belongs to no language.
        said = _("Yes") if question.kind == QuestionKind.YES_NO else text
        found.setdefault(registration, {})[question] = said
    return found


def positions_of(event: Event) -> dict[int, int]:
    """Return the place on the waiting list of everybody who waits."""
    waiting = event.registrations.waiting().values_list("pk", flat=True)
    return {pk: number for number, pk in enumerate(waiting, start=1)}


def to_call(event: Event) -> QuerySet[Registration]:
    """Return who is offered a place and has no address: the organiser calls them."""
    without = people_of(event).filter(user=None, email="", anonymised_at=None)
    return without.filter(status=RegistrationStatus.OFFERED)
