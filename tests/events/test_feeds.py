"""The agenda in calendars and feed readers: of every choice, and never what is private."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.models import HomePage
from events.models import Event
from knowledge.models import PageTheme
from tests.factories import EventPageFactory, ThemeFactory

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def path(name: str, *args: Any, language: str = "nl") -> str:
    with override(language):
        return reverse(name, args=args)


def put(title: str, **facts: Any) -> Any:
    page = EventPageFactory.create(title=title)
    page.save_revision().publish()
    Event.objects.filter(translation_key=page.translation_key).update(**facts)
    return page


@pytest.fixture
def theme(home: HomePage) -> Any:
    return ThemeFactory.create(title="Samen eten")


@pytest.fixture
def page(theme: Any) -> Any:
    found = put("Samen aan tafel", kind="training")
    PageTheme.objects.create(page=found, theme=theme)
    put("Iets anders")
    return found


def in_calendar(client: Client, **query: Any) -> list[str]:
    answer = client.get(path("agenda_ics"), query)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    found = icalendar.Calendar.from_ical(answer.content)
    return [str(each["SUMMARY"]) for each in found.walk("VEVENT")]


def in_reader(client: Client, **query: Any) -> list[str]:
    answer = client.get(path("agenda_atom"), query)
    return titles_in(answer)


def tree(answer: Any) -> Any:
    return ElementTree.fromstring(answer.content)  # noqa: S314  # what we wrote ourselves


def titles_in(answer: Any) -> list[str]:
    return [str(each.text) for each in tree(answer).findall("a:entry/a:title", ATOM)]


@pytest.mark.parametrize("titles", [in_calendar, in_reader])
def test_each_follows_what_was_chosen(client: Client, page: Any, theme: Any, titles: Any) -> None:
    assert set(titles(client)) == {"Samen aan tafel", "Iets anders"}
    assert titles(client, kind="training") == ["Samen aan tafel"]
    assert titles(client, theme=theme.slug) == ["Samen aan tafel"]
    assert titles(client, kind="training", when="past") == []
    # A choice that does not exist filters nothing, as on the agenda itself.
    assert len(titles(client, kind="feest")) == 2


@pytest.mark.parametrize("titles", [in_calendar, in_reader])
def test_what_is_private_or_a_draft_is_in_neither(client: Client, page: Any, titles: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    put("Klad").unpublish()

    assert titles(client) == ["Iets anders"]


def test_a_calendar_keeps_what_was_just_now(client: Client, page: Any) -> None:
    now = timezone.now()
    for title, days in (("Vorige week", 7), ("Vorig jaar", 365)):
        put(title, starts_at=now - timedelta(days=days), ends_at=now - timedelta(days=days - 1))

    found = in_calendar(client)

    assert "Vorige week" in found
    assert "Vorig jaar" not in found
    assert set(in_calendar(client, when="past")) == {"Vorige week", "Vorig jaar"}


def test_what_was_called_off_stays_in_the_calendar_as_such(client: Client, page: Any) -> None:
    Event.objects.update(status="cancelled")

    answer = client.get(path("agenda_ics"))

    entries = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(each["STATUS"]) for each in entries} == {"CANCELLED"}


def test_the_address_online_is_in_no_calendar(client: Client, page: Any) -> None:
    Event.objects.update(online_address="https://online.schakel.example/zaal")

    for address in (path("agenda_ics"), path("event_ics", page.event.pk)):
        assert b"online.schakel" not in client.get(address).content


def test_whoever_has_it_already_gets_nothing_new(client: Client, page: Any) -> None:
    for name in ("agenda_ics", "agenda_atom"):
        etag = client.get(path(name)).headers["ETag"]
        again = client.get(path(name), headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")

    etag = client.get(path("agenda_ics")).headers["ETag"]
    Event.objects.update(starts_at=timezone.now() + timedelta(days=1))
    again = client.get(path("agenda_ics"), headers={"if-none-match": etag})
    assert again.status_code == 200


def test_each_choice_is_a_feed_of_its_own(client: Client, page: Any) -> None:
    def names(**query: Any) -> tuple[str, str]:
        read = tree(client.get(path("agenda_atom"), query))
        own = read.find("a:link[@rel='self']", ATOM).get("href")
        return str(read.findtext("a:id", namespaces=ATOM)), str(own)

    every, some = names(), names(kind="training", page="3", x="<b>")

    assert every[0] != some[0]
    assert some[1].endswith("?kind=training")


def test_one_event_for_ones_own_calendar(client: Client, page: Any) -> None:
    answer = client.get(path("event_ics", page.event.pk))

    [entry] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Samen aan tafel"
    assert str(entry["UID"]) == str(page.translation_key)


def test_a_private_event_is_in_nobodys_calendar(client: Client, page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(path("event_ics", page.event.pk)).status_code == 404

    page.unpublish()
    assert client.get(path("event_ics", page.event.pk)).status_code == 404


def test_many_events_take_as_many_questions_as_few(
    client: Client, page: Any, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(100) as queries:
            client.get(path("agenda_ics"))
        return len(queries)

    asked()
    few = asked()
    for number in range(8):
        put(f"Nummer {number}")

    assert asked() == few


def test_the_activities_of_a_week_are_in_the_feed_of_its_page(client: Client, page: Any) -> None:
    week = put("Week", kind="campaign")
    put("Soep", kind="campaign_activity", super_event=week.event)

    answer = client.get(path("page_feed", week.translation_key))

    assert set(titles_in(answer)) == {"Week", "Soep"}


def test_the_agenda_names_the_feeds_of_what_was_chosen(client: Client, page: Any) -> None:
    agenda = page.get_parent().get_url()

    text = client.get(agenda, {"kind": "training"}).content.decode()

    assert f'{path("agenda_ics")}?kind=training"' in text
    assert f'{path("agenda_atom")}?kind=training"' in text
