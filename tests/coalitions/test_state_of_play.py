"""The state of play: short, for the network, in a fixed number of queries, on two sheets."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.registry import DuplicateName
from coalitions.enums import CoalitionStatus, Visibility
from coalitions.forms.state_of_play import SinceForm, months_before
from coalitions.models import CoalitionIndex
from coalitions.moments import Moment, moments
from coalitions.reads.state_of_play import shortened, state_of_one, state_of_play
from network.enums import Role
from tests.factories import (
    ActionFactory,
    CallFactory,
    CoalitionPageFactory,
    ProgressUpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=400)


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def soup(home: Any) -> Any:
    """A coalition at work, led by Tina, that posted twice and needs bowls."""
    page = CoalitionPageFactory(title="Soep op straat", facts__lead=UserFactory(name="Tina"))
    update(page, "Wij begonnen.", needed="Dertig kommen", days=40)
    update(page, "Wij kookten **samen**.", days=3)
    return page


def update(page: Any, happened: str, *, days: int, **facts: Any) -> Any:
    day = TODAY - timedelta(days=days)
    row = page.coalition
    return ProgressUpdateFactory(coalition=row, happened=happened, happened_on=day, **facts)


@pytest.fixture
def reader(account: Any) -> Any:
    return account(Role.MEMBER)


@pytest.fixture
def client_of(account: Any) -> Any:
    def make(role: Role) -> Client:
        client = Client()
        client.force_login(account(role))
        return client

    return make


def test_a_coalition_tells_its_last_news_what_it_needs_and_its_next_step(
    soup: Any, reader: Any
) -> None:
    ActionFactory(plan__coalition=soup.coalition, number=1, text="Ooit", due=None)
    plan = soup.coalition.plans.get()
    ActionFactory(plan=plan, number=2, text="Snel", due=TODAY + timedelta(days=9))
    ActionFactory(plan=plan, number=3, text="Klaar", due=TODAY, state="done")
    (standing,) = state_of_play(reader, LONG_AGO).at_work
    assert standing.last_update == TODAY - timedelta(days=3)
    assert standing.happened == "Wij kookten samen."
    assert standing.needed == "Dertig kommen"
    assert standing.next_step
    assert standing.next_step.action.text == "Snel"
    assert standing.updates == 2


def test_only_what_was_posted_since_the_day_counts(soup: Any, reader: Any) -> None:
    state = state_of_play(reader, TODAY - timedelta(days=10))
    assert state.updates == state.at_work[0].updates == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_what_a_coalition_keeps_to_itself_is_never_handed_round(
    soup: Any, client_of: Any, role: Role
) -> None:
    secret = {"visibility": Visibility.COALITION, "needed": "kanarieneed"}
    update(soup, "kanariewoord", days=1, **secret)
    CallFactory(line="kanarievraag", coalition=soup.coalition, visibility=Visibility.COALITION)
    client = client_of(role)
    for address in (
        reverse("state_of_play"),
        reverse("state_of_play_coalition", args=[soup.coalition.pk]),
    ):
        response = client.get(address)
        assert response.status_code == 200
        assert "kanarie" not in response.content.decode()


def test_what_was_withdrawn_is_not_told(soup: Any, reader: Any) -> None:
    update(soup, "Vergissing", days=0, needed="Niets", withdrawn_at=timezone.now())
    (standing,) = state_of_play(reader, LONG_AGO).at_work
    assert (standing.happened, standing.needed) == ("Wij kookten samen.", "Dertig kommen")


def test_what_is_completed_stands_apart_and_drafts_do_not_stand_at_all(
    soup: Any, reader: Any
) -> None:
    done = {"facts__lead": UserFactory(), "facts__status": CoalitionStatus.COMPLETED}
    CoalitionPageFactory(title="Klaar", **done)
    CoalitionPageFactory(title="Concept", live=False)
    state = state_of_play(reader, LONG_AGO)
    assert [each.page.title for each in state.at_work] == ["Soep op straat"]
    assert [each.page.title for each in state.completed] == ["Klaar"]


def test_the_queries_do_not_grow_with_what_there_is_to_tell(soup: Any, reader: Any) -> None:
    def read() -> int:
        fresh = type(reader).objects.get(pk=reader.pk)
        with CaptureQueriesContext(connection) as queries:
            state_of_play(fresh, LONG_AGO)
            state_of_one(fresh, soup.coalition, LONG_AGO)
        return len(queries)

    ActionFactory(plan__coalition=soup.coalition)
    CallFactory(coalition=soup.coalition)
    few = read()
    for number in range(6):
        page = CoalitionPageFactory(title=f"Nog een {number}", facts__lead=UserFactory())
        update(page, "Nieuws", days=2, needed="Iets", author=UserFactory())
        update(soup, f"Meer {number}", days=number, author=UserFactory())
        ActionFactory(plan__coalition=page.coalition, owner=UserFactory())
        CallFactory(coalition=soup.coalition, asked_by=UserFactory())
    assert read() == few


@pytest.mark.parametrize("name", ["state_of_play", "state_of_play_coalition"])
def test_visitors_are_asked_to_sign_in(soup: Any, client: Client, name: str) -> None:
    args = [soup.coalition.pk] if name.endswith("coalition") else []
    response = client.get(reverse(name, args=args))
    assert response.status_code == 302


def test_a_draft_coalition_has_no_state_to_read(home: Any, client_of: Any) -> None:
    draft = CoalitionPageFactory(title="Concept", live=False)
    address = reverse("state_of_play_coalition", args=[draft.coalition.pk])
    assert client_of(Role.COORDINATOR).get(address).status_code == 404


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({}, months_before(TODAY, 3)),
        ({"sinds": "2026-01-31"}, date(2026, 1, 31)),
        ({"sinds": "gisteren"}, months_before(TODAY, 3)),
        ({"sinds": "2999-01-01"}, TODAY),
    ],
)
def test_the_day_is_the_one_given_or_three_months_ago(given: dict[str, str], day: date) -> None:
    assert SinceForm(given).day == day


def test_three_months_before_the_last_of_may_is_the_last_of_february() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 3) == date(2025, 10, 15)


@pytest.fixture
def gathering(monkeypatch: pytest.MonkeyPatch) -> date:
    """A moment that a higher floor registered, and one that has not been yet."""
    monkeypatch.setattr(moments, "_entries", {})
    day = TODAY - timedelta(days=20)
    moments.register("gathering", Moment("de vorige bijeenkomst", lambda: day))
    moments.register("never", Moment("nooit", lambda: None))
    return day


def test_a_registered_moment_is_one_click_and_one_that_never_was_is_not_offered(
    soup: Any, client_of: Any, gathering: date
) -> None:
    page = client_of(Role.MEMBER).get(reverse("state_of_play")).content.decode()
    assert f'href="?sinds={gathering.isoformat()}"' in page
    assert "de vorige bijeenkomst" in page
    assert "nooit" not in page


def test_two_moments_cannot_have_one_name(gathering: date) -> None:
    with pytest.raises(DuplicateName):
        moments.register("gathering", Moment("nog een", lambda: None))


def test_a_text_is_made_short_and_plain() -> None:
    assert shortened("- Een\n- **Twee** [drie](https://x.example)", 99) == "Een Twee drie"
    assert len(shortened("woord " * 100, 80)) <= 80


@pytest.mark.usefixtures("home")
def test_the_more_coalitions_the_shorter_each_text(reader: Any) -> None:
    assert not CoalitionIndex.objects.exists()
    for number in range(60):
        page = CoalitionPageFactory(title=f"Coalitie {number}", facts__lead=UserFactory())
        update(page, "lang verhaal " * 40, days=1)
    state = state_of_play(reader, LONG_AGO)
    assert {len(each.happened) for each in state.at_work} == {50}


def test_one_coalition_tells_everything_since_the_day_in_its_own_words(
    soup: Any, reader: Any
) -> None:
    state = state_of_one(reader, soup.coalition, TODAY - timedelta(days=10))
    assert state
    assert [each.happened for each in state.updates] == ["Wij kookten **samen**."]
    for number in range(14):
        update(soup, f"Bericht {number}", days=2)
    state = state_of_one(reader, soup.coalition, TODAY - timedelta(days=10))
    assert state
    assert (len(state.updates), state.more_updates) == (10, 5)
