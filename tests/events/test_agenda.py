"""The agenda: what is coming and what was, filtered, in a list and by month."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import HomePage
from events.models import Event, EventIndex
from knowledge.models import PageTheme, TargetGroup
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    NeighbourhoodFactory,
    RegistrationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def put(title: str, **facts: Any) -> Any:
    """Put an event on the agenda; return its page."""
    page = EventPageFactory.create(title=title)
    Event.objects.filter(translation_key=page.translation_key).update(**facts)
    return page


def at(*when: int, hours: int = 2) -> dict[str, datetime]:
    year, month, day, hour, minute = (*when, 0)[:5]
    starts = datetime(year, month, day, hour, minute, tzinfo=UTC)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=hours)}


def ago(days: int) -> dict[str, datetime]:
    starts = timezone.now() - timedelta(days=days)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}


@pytest.fixture
def agenda(home: HomePage) -> Any:
    """The address of the agenda."""
    put("Om het begin")
    return EventIndex.objects.get().get_url()


def titles(client: Client, address: str, **query: Any) -> list[str]:
    return [page.title for page in client.get(address, query).context["results"]]


def test_what_comes_first_stands_first_and_what_is_over_is_left_out(
    client: Client, agenda: str
) -> None:
    put("Later", **ago(-60))
    put("Eerder", **ago(-2))
    put("Was", **ago(3))

    assert titles(client, agenda) == ["Eerder", "Om het begin", "Later"]


def test_what_is_going_on_now_is_not_over(client: Client, agenda: str) -> None:
    started = timezone.now() - timedelta(hours=1)
    put("Nu", starts_at=started, ends_at=started + timedelta(hours=3))

    assert titles(client, agenda)[0] == "Nu"


def test_what_is_over_stays_findable_the_latest_first(client: Client, agenda: str) -> None:
    put("Lang geleden", **ago(900))
    put("Gisteren", **ago(1))

    assert titles(client, agenda, when="past") == ["Gisteren", "Lang geleden"]


def test_a_choice_of_sort_place_and_people_narrows_it_down(client: Client, agenda: str) -> None:
    near = NeighbourhoodFactory.create(code="west")
    group = TargetGroup.objects.create(code="ouderen", label_nl="Ouderen", label_en="Old")
    page = put("Training", kind="training", neighbourhood=near)
    page.event.target_groups.add(group)
    put("Ver weg", neighbourhood=NeighbourhoodFactory.create(code="oost"))

    assert titles(client, agenda, kind="training") == ["Training"]
    assert titles(client, agenda, target_group="ouderen") == ["Training"]
    # What names no neighbourhood is for the whole city.
    assert titles(client, agenda, neighbourhood="west") == ["Om het begin", "Training"]


def test_a_choice_of_topic_narrows_it_down(client: Client, agenda: str) -> None:
    theme = ThemeFactory.create(title="Samen eten")
    page = put("Aan tafel")
    PageTheme.objects.create(page=page, theme=theme)

    assert titles(client, agenda, theme=theme.slug) == ["Aan tafel"]


def test_what_is_private_or_a_draft_is_on_no_list(client: Client, agenda: str) -> None:
    private = put("Besloten")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    put("Klad").unpublish()
    client.force_login(MemberFactory.create().user)

    assert titles(client, agenda) == ["Om het begin"]


def test_a_card_says_what_somebody_must_know_before_they_go(client: Client, agenda: str) -> None:
    put("Afgezegd", status="cancelled")
    full = put("Vol", capacity=1)
    RegistrationFactory.create(event=full.event)
    none_left = put("Helemaal vol", capacity=0, waiting_capacity=0)

    page = client.get(agenda)

    said = {each.title: str(each.entrance) for each in page.context["results"]}
    assert said == {
        "Om het begin": "open",
        "Afgezegd": "called_off",
        "Vol": "waiting_list",
        "Helemaal vol": "full",
    }
    assert "badge-event-cancelled" in page.content.decode()
    assert none_left.title in said


def test_many_events_take_as_many_questions_as_few(
    client: Client, agenda: str, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(200) as queries:
            client.get(agenda)
        return len(queries)

    put("Nog een")
    asked()
    few = asked()
    for number in range(8):
        put(f"Nummer {number}", **ago(-number))
    # The frame of every page is read anew once a page was added.
    asked()

    assert asked() == few


@pytest.fixture
def december(client: Client, agenda: str) -> Any:
    """What the agenda shows of a month, far from what other tests put on it."""
    return lambda **query: client.get(agenda, {"month": "2031-12", **query}).context["month"]


def on(month: Any) -> dict[str, list[str]]:
    days = [each for each in month.days if each.pages]
    return {f"{each.day:%m-%d}": [page.title for page in each.pages] for each in days}


def test_a_month_has_whole_weeks_and_what_is_on_each_day(december: Any) -> None:
    put("Avond", **at(2031, 12, 8, 18))
    put("Ochtend", **at(2031, 12, 8, 9))
    put("Januari", **at(2032, 1, 20, 9))

    month = december()

    assert on(month) == {"12-08": ["Ochtend", "Avond"]}
    assert len(month.days) % 7 == 0
    assert (month.days[0].day.weekday(), month.days[-1].day.weekday()) == (0, 6)
    assert (month.before, month.after) == ("2031-11", "2032-01")


def test_a_day_is_a_day_by_the_clock_of_its_place(december: Any) -> None:
    # Half past midnight in Amsterdam, the evening before in UTC.
    put("Nacht", **at(2031, 12, 8, 23, 30))
    put("Tokio", timezone="Asia/Tokyo", **at(2031, 12, 30, 22))

    assert on(december()) == {"12-09": ["Nacht"], "12-31": ["Tokio"]}


def test_a_week_stands_on_each_of_its_days(december: Any) -> None:
    put("Week", **at(2031, 12, 8, 8, hours=49))

    assert on(december()) == {"12-08": ["Week"], "12-09": ["Week"], "12-10": ["Week"]}


def test_what_ends_at_midnight_is_not_on_the_next_day(december: Any) -> None:
    put("Feest", **at(2031, 12, 8, 20, hours=3))

    assert on(december()) == {"12-08": ["Feest"]}


def test_a_month_keeps_the_choice_that_was_made(client: Client, december: Any, agenda: str) -> None:
    put("Training", kind="training", **at(2031, 12, 8, 9))
    put("Anders", **at(2031, 12, 8, 9))

    assert on(december(kind="training")) == {"12-08": ["Training"]}
    page = client.get(agenda, {"month": "2031-12", "kind": "training"}).content.decode()
    assert "?kind=training&amp;month=2031-11" in page
    assert 'name="month" value="2031-12"' in page


@pytest.mark.parametrize("month", ["2026-13", "12", "x", "9999-12", "0001-01", "2026-1' OR 1"])
def test_what_is_no_month_shows_the_list(client: Client, agenda: str, month: str) -> None:
    answer = client.get(agenda, {"month": month})

    assert answer.status_code == 200
    assert "results" in answer.context


def test_who_may_announce_an_event_finds_where(client: Client, agenda: str) -> None:
    assert not client.get(agenda).context["may_add"]
