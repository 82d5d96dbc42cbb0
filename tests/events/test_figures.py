"""Numbers of events: derived, without persons, and still there when the names are gone."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.enums import ErasedBy
from cms.privacy.services import erase, minimise
from events.enums import EventKind, EventStatus, RegistrationStatus
from events.models import (
    CheckIn,
    Event,
    EventPage,
    Registration,
    SessionChoice,
    SurveyInvitation,
    SurveyResponse,
)
from events.reads.figures import Figures, figures_of, results_of, totals_of
from network.enums import Role
from tests.factories import EventPageFactory, SessionFactory, SlotFactory, UserFactory

pytestmark = pytest.mark.django_db

SAID = ("Soep", "Appels", "Meer tijd")


def past(title: str = "Samen aan tafel", days: int = 10, **facts: Any) -> Any:
    """Return the row of a gathering that is over."""
    page = EventPageFactory.create(title=title)
    ends = timezone.now() - timedelta(days=days)
    values = {"starts_at": ends - timedelta(hours=3), "ends_at": ends, "capacity": 40} | facts
    Event.objects.filter(pk=page.event.pk).update(**values)
    return Event.objects.get(pk=page.event.pk)


def people(event: Event, number: int, **facts: Any) -> list[Registration]:
    """Register so many; each has an address of their own."""
    begin = event.registrations.count()
    return [
        Registration.objects.create(
            event=event,
            key=uuid4(),
            confirmed_at=timezone.now(),
            **{"name": "Ans", "email": f"gast{begin + each}@schakel.example"} | facts,
        )
        for each in range(number)
    ]


def answers(event: Event, grades: list[int], asked: list[Registration]) -> None:
    """Let as many of who was asked answer as there are grades."""
    for place, registration in enumerate(asked):
        SurveyInvitation.objects.create(
            registration=registration, token_hash=uuid4().hex, is_answered=place < len(grades)
        )
    for place, grade in enumerate(grades):
        SurveyResponse.objects.create(
            event=event, grade=grade, take_home=SAID[place % 3], change=f"Anders {place}"
        )


def come(*registrations: Registration, **facts: Any) -> None:
    for each in registrations:
        CheckIn.objects.create(registration=each, client_id=uuid4(), **facts)


@pytest.fixture
def gathering(home: Any) -> Event:
    """Five were expected, three came, one waited, two cancelled; four were asked, three told."""
    event: Event = past()
    registered = people(event, 5)
    people(event, 1, status=RegistrationStatus.WAITLISTED)
    people(event, 2, status=RegistrationStatus.CANCELLED)
    come(*registered[:3])
    # At the door and at a session: still one person.
    session = SessionFactory.create(slot=SlotFactory.create(event=event), title_nl="Koken")
    come(registered[0], session=session)
    for each in registered[:4]:
        SessionChoice.objects.create(registration=each, slot=session.slot, session=session)
    answers(event, [8, 7, 9], registered[:4])
    return event


def table(client: Client, **chosen: Any) -> list[dict[str, str]]:
    given = client.get(reverse("event_figures"), {"format": "csv", **chosen})
    assert given.status_code == 200
    text = given.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_what_can_be_counted_is_counted(gathering: Event) -> None:
    found = figures_of(gathering)

    assert found == Figures(
        registered=5,
        expected=5,
        waiting=1,
        cancelled=2,
        attended=3,
        asked=4,
        answered=3,
        grade=8.0,
    )
    assert (found.attendance, found.response) == (60, 75)


def test_what_somebody_counted_in_the_hall_goes_before_the_door(gathering: Event) -> None:
    Event.objects.filter(pk=gathering.pk).update(counted_present=12)

    found = figures_of(gathering)

    # More came than were registered: no share of anything.
    assert (found.attended, found.attendance) == (12, None)


def test_where_nobody_counted_nobody_is_said_to_have_stayed_away(home: Any) -> None:
    event = past()
    people(event, 3)

    assert figures_of(event).attended is None
    Event.objects.filter(pk=event.pk).update(counted_present=0)
    assert figures_of(event).attended == 0


@pytest.mark.parametrize("told", [1, 2])
def test_of_one_or_two_answers_nothing_is_shown(home: Any, told: int) -> None:
    event = past()
    answers(event, [2, 9][:told], people(event, 4))

    found = results_of(event)

    assert found.figures.answered == told
    assert found.figures.grade is None
    assert (found.grades, found.take_home, found.change) == ([], [], [])


def test_from_three_answers_on_words_are_shown_and_none_belongs_to_another(
    gathering: Event,
) -> None:
    found = results_of(gathering)

    assert found.grades == [(9, 1), (8, 1), (7, 1)]
    # By alphabet, each question by itself.
    assert found.take_home == ["Appels", "Meer tijd", "Soep"]
    assert found.change == ["Anders 0", "Anders 1", "Anders 2"]
    assert [(each.session.title_nl, each.chosen, each.attended) for each in found.sessions] == [
        ("Koken", 4, 1)
    ]


def test_the_mean_of_few_cannot_be_taken_off_from_that_of_all(gathering: Event) -> None:
    few = past("Klein")
    answers(few, [1, 1], people(few, 2))

    together = totals_of(_lines(gathering, few))

    assert together.grade == 8.0
    assert together.answered == 5


def test_an_event_at_which_nobody_counted_is_no_event_at_which_nobody_came(
    gathering: Event,
) -> None:
    uncounted = past("Niet geteld")
    people(uncounted, 5)

    together = totals_of(_lines(gathering, uncounted))

    assert (together.registered, together.attended, together.attendance) == (10, 3, 60)


def _lines(*events: Event) -> Any:
    return [type("Line", (), {"figures": figures_of(event)})() for event in events]


def test_numbers_survive_that_everybody_leaves_and_is_forgotten(gathering: Event) -> None:
    user = UserFactory.create(email="member@schakel.example")
    come(*people(gathering, 1, user=user, name="", email=""))
    before = figures_of(gathering)
    assert before.attended == 4

    erase(user, by=ErasedBy.OWNER)
    assert figures_of(gathering) == before
    minimise(gathering.ends_at + timedelta(days=400))

    assert figures_of(gathering) == before
    assert not gathering.registrations.exclude(name="", email="").exists()
    assert results_of(gathering).grades == [(9, 1), (8, 1), (7, 1)]


# The page of one event.


@pytest.mark.parametrize(
    ("role", "answered"),
    [
        (Role.MEMBER, 404),
        (Role.LEAD, 404),
        (Role.ORGANISER, 404),
        (Role.ADVISER, 404),
        (Role.EDITOR, 404),
        (Role.TRANSLATOR, 404),
        (Role.COORDINATOR, 200),
        (Role.ADMINISTRATOR, 200),
    ],
)
def test_only_who_runs_it_and_who_keeps_events_reads_the_answers(
    gathering: Event, account: Any, client: Client, role: Role, answered: int
) -> None:
    client.force_login(account(role))

    shown = client.get(reverse("event_results", args=[gathering.pk]))

    assert shown.status_code == answered
    assert ("Appels" in shown.content.decode()) is (answered == 200)


def test_who_runs_it_reads_the_answers_and_a_visitor_is_asked_to_sign_in(
    gathering: Event, account: Any, client: Client
) -> None:
    address = reverse("event_results", args=[gathering.pk])
    assert client.get(address).status_code == 302
    host = account(Role.MEMBER)
    Event.objects.filter(pk=gathering.pk).update(host=host)
    client.force_login(host)

    shown = client.get(address)

    assert "Appels" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_words_of_an_answer_cannot_become_markup(gathering: Event, account: Any) -> None:
    SurveyResponse.objects.update(take_home="<script>alert(1)</script>")
    client = Client()
    client.force_login(account(Role.COORDINATOR))

    shown = client.get(reverse("event_results", args=[gathering.pk])).content.decode()

    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


# All events.


@pytest.mark.parametrize(
    ("role", "answered"),
    [
        *((role, 404) for role in (Role.MEMBER, Role.LEAD, Role.EDITOR, Role.TRANSLATOR)),
        *((role, 200) for role in (Role.ORGANISER, Role.ADVISER)),
        *((role, 200) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)),
    ],
)
def test_who_organises_or_accounts_for_it_sees_the_figures_of_all_events(
    gathering: Event, account: Any, client: Client, role: Role, answered: int
) -> None:
    assert client.get(reverse("event_figures")).status_code == 302
    client.force_login(account(role))

    assert client.get(reverse("event_figures")).status_code == answered
    assert client.get(reverse("event_figures"), {"format": "csv"}).status_code == answered


@pytest.fixture
def adviser(account: Any) -> Client:
    client = Client()
    client.force_login(account(Role.ADVISER))
    return client


def test_the_table_is_a_file_too_that_a_spreadsheet_does_not_calculate_with(
    gathering: Event, adviser: Client
) -> None:
    EventPage.objects.update(title="=1+1")

    with override("en"):
        [line] = table(adviser)

    assert line["Event"] == "'=1+1"
    assert line["Came"] == "3"
    assert line["Mean grade"] == "8.0"
    with override("nl"):
        assert list(table(adviser)[0].values())[-1] == "8,0"


def test_only_what_took_place_and_what_one_may_open_is_counted(
    gathering: Event, adviser: Client
) -> None:
    past("Ging niet door", status=EventStatus.CANCELLED)
    EventPageFactory.create(title="Komt nog")
    draft, private = past("Concept"), past("Besloten")
    EventPage.objects.filter(translation_key=draft.translation_key).update(live=False)
    restriction = PageViewRestriction.objects.create(
        page=private.page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.EDITOR))

    shown = adviser.get(reverse("event_figures")).content.decode()

    assert "Samen aan tafel" in shown
    for title in ("Ging niet door", "Komt nog", "Concept", "Besloten"):
        assert title not in shown


def test_a_year_and_a_kind_can_be_chosen_and_nonsense_is_no_choice(
    gathering: Event, adviser: Client
) -> None:
    past("Lang geleden", days=2000)
    past("Leren luisteren", kind=EventKind.TRAINING)
    year = gathering.starts_at.year

    def titles(**chosen: Any) -> set[str]:
        shown = adviser.get(reverse("event_figures"), chosen).content.decode()
        every = {"Samen aan tafel", "Lang geleden", "Leren luisteren"}
        return {title for title in every if title in shown}

    assert titles(year=year) == {"Samen aan tafel", "Leren luisteren"}
    assert titles(kind="training") == {"Leren luisteren"}
    assert len(titles(year="ooit", kind="feest")) == 3
    assert titles(year=year, kind="campaign") == set()


def test_the_number_of_queries_does_not_depend_on_how_many_events_there_were(
    gathering: Event, adviser: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            adviser.get(reverse("event_figures"))
        return len(asked)

    queries()
    one = queries()
    for number in range(5):
        event = past(f"Nog een {number}")
        answers(event, [7, 8, 9], people(event, 3))
    # The frame of every page is read anew once a page was added.
    queries()

    assert queries() == one
