"""The page of an event: what it says to whom, and what machines read in it."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import HomePage
from events.models import Event
from events.reads.entrance import Entrance, entrance_of, entrances_of
from events.services.places import places_of
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
)

pytestmark = pytest.mark.django_db
SUMMER = {
    "starts_at": datetime(2030, 7, 1, 11, tzinfo=UTC),
    "ends_at": datetime(2030, 7, 1, 13, tzinfo=UTC),
}


@pytest.fixture
def page(home: HomePage) -> Any:
    return EventPageFactory.create(title="Samen aan tafel")


def change(page: Any, **facts: Any) -> None:
    Event.objects.filter(translation_key=page.translation_key).update(**facts)


def shown(client: Client, page: Any) -> str:
    return client.get(page.get_url()).content.decode()


def hours(number: int) -> datetime:
    return timezone.now() + timedelta(hours=number)


@pytest.mark.parametrize(
    ("facts", "entrance", "button"),
    [
        ({}, Entrance.OPEN, True),
        ({"capacity": 1}, Entrance.OPEN, True),
        ({"capacity": 0}, Entrance.WAITING_LIST, True),
        ({"capacity": 0, "waiting_capacity": 0}, Entrance.FULL, False),
        ({"registration_opens_at": hours(1)}, Entrance.NOT_YET, False),
        ({"registration_closes_at": hours(-1)}, Entrance.CLOSED, False),
        ({"starts_at": hours(-1)}, Entrance.CLOSED, False),
        ({"starts_at": hours(-3), "ends_at": hours(-1)}, Entrance.OVER, False),
        ({"takes_registrations": False}, Entrance.JUST_COME, False),
        ({"status": "cancelled"}, Entrance.CALLED_OFF, False),
        ({"status": "postponed"}, Entrance.CALLED_OFF, False),
        ({"status": "rescheduled"}, Entrance.OPEN, True),
    ],
)
def test_there_is_a_button_where_somebody_can_register_and_a_reason_where_not(
    client: Client, page: Any, facts: dict[str, Any], entrance: Entrance, button: bool
) -> None:
    change(page, **facts)

    answer = client.get(page.get_url())

    assert answer.context["entrance"] == entrance
    assert (f"/{page.event.pk}/aanmelden/" in answer.content.decode()) is button


def test_many_doors_at_once_stand_as_each_by_itself(page: Any) -> None:
    full = EventPageFactory.create(facts__capacity=1).event
    open_one = EventPageFactory.create(facts__capacity=2, facts__waiting_capacity=1).event
    for event, status in (
        (full, "registered"),
        (open_one, "registered"),
        (open_one, "waitlisted"),
    ):
        RegistrationFactory.create(event=event, status=status)
    RegistrationFactory.create(event=open_one, status="offered", hold_until=hours(1))
    rows, now = [page.event, full, open_one], timezone.now()

    together = entrances_of(rows, now)

    assert together == {row.pk: entrance_of(row, places_of(row, now), now) for row in rows}
    assert set(together.values()) == {Entrance.OPEN, Entrance.WAITING_LIST, Entrance.FULL}


def test_what_was_called_off_says_so_at_the_top(client: Client, page: Any) -> None:
    change(page, status="cancelled")

    text = shown(client, page)

    assert "badge-event-cancelled" in text.partition("<h1")[0]


def test_a_full_event_says_how_many_wait(client: Client, page: Any) -> None:
    change(page, capacity=0)
    for _each in range(3):
        RegistrationFactory.create(event=page.event, status="waitlisted")

    assert client.get(page.get_url()).context["places"].waiting == 3


def test_whoever_is_registered_sees_that_and_no_button_to_register(
    client: Client, page: Any
) -> None:
    change(page, online_address="https://online.schakel.example/zaal")
    user = MemberFactory.create().user
    RegistrationFactory.create(event=page.event, user=user, email="")
    client.force_login(user)

    text = shown(client, page)

    assert f"/{page.event.pk}/mijn-aanmelding/" in text
    assert f"/{page.event.pk}/aanmelden/" not in text
    assert "online.schakel.example" in text


def test_nobody_else_reads_where_it_is_online(client: Client, page: Any) -> None:
    change(page, attendance_mode="online", online_address="https://online.schakel.example/zaal")
    RegistrationFactory.create(event=page.event)

    assert "online.schakel.example" not in shown(client, page)


def test_the_programme_shows_clock_room_host_and_what_is_full(client: Client, page: Any) -> None:
    change(page, **SUMMER)
    slot = SlotFactory.create(event=page.event, **SUMMER)
    host = OrganisationFactory.create(name="Het Buurthuis")
    session = SessionFactory.create(
        slot=slot, title_nl="Koken", room="De Keuken", host_organisation=host, capacity=0
    )

    text = shown(client, page)

    assert "13:00 – 15:00" in text
    assert all(word in text for word in (session.title_nl, "De Keuken", "Het Buurthuis"))
    assert "badge-open" in text.partition("Koken")[2].partition("</li>")[0]


def test_who_runs_it_finds_the_way_to_the_desk_and_nobody_else(client: Client, page: Any) -> None:
    user = MemberFactory.create().user
    client.force_login(user)
    assert not client.get(page.get_url()).context["may_manage"]

    change(page, host=user)

    assert client.get(page.get_url()).context["may_manage"]


def activity(title: str, week: Any, **facts: Any) -> Any:
    made = EventPageFactory.create(title=title)
    change(made, kind="campaign_activity", super_event=week.event, **facts)
    return made


def test_a_campaign_week_lists_its_activities_by_day(client: Client, page: Any) -> None:
    change(page, kind="campaign")
    later, first = hours(24 * 40), hours(24 * 38)
    activity("Later", page, starts_at=later, ends_at=later + timedelta(hours=1))
    activity("Eerst", page, starts_at=first, ends_at=first + timedelta(hours=1))
    activity("Klad", page, starts_at=first, ends_at=later).unpublish()
    private = activity("Besloten", page, starts_at=first, ends_at=later)
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    days = client.get(page.get_url()).context["days"]

    assert [[each.title for each in pages] for _day, pages in days] == [["Eerst"], ["Later"]]
    assert days[0][0] < days[1][0]


def test_an_activity_leads_back_to_its_week(client: Client, page: Any) -> None:
    change(page, kind="campaign")

    answer = client.get(activity("Soep", page).get_url())

    assert answer.context["super_page"].title == page.title


def test_a_gathering_lists_no_activities(client: Client, page: Any) -> None:
    activity("Verdwaald", page)

    assert client.get(page.get_url()).context["days"] == []


def machine(client: Client, page: Any) -> dict[str, Any]:
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', shown(client, page), re.DOTALL
    )
    assert len(found) == 1
    read: dict[str, Any] = json.loads(found[0])
    return read


def test_machines_read_when_where_and_whether_it_goes_on(client: Client, page: Any) -> None:
    organiser = OrganisationFactory.create(name="Het Buurthuis")
    change(
        page,
        kind="training",
        status="rescheduled",
        place="De Zaal",
        address="Straat 1",
        organiser=organiser,
        capacity=10,
        attendance_mode="both",
        **SUMMER,
    )

    read = machine(client, page)

    assert read["@type"] == "EducationEvent"
    assert read["name"] == "Samen aan tafel"
    assert read["startDate"] == "2030-07-01T13:00+02:00"
    assert read["endDate"] == "2030-07-01T15:00+02:00"
    assert read["eventStatus"] == "https://schema.org/EventRescheduled"
    assert read["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert read["location"][0] == {"@type": "Place", "name": "De Zaal", "address": "Straat 1"}
    assert read["location"][1]["url"] == read["url"]
    assert read["organizer"]["name"] == "Het Buurthuis"
    assert read["remainingAttendeeCapacity"] == 10


def test_no_title_ends_the_element_that_machines_read(client: Client, page: Any) -> None:
    page.title = "</script><script>alert(1)</script> & “zo” \u2028"
    page.save_revision().publish()

    assert machine(client, page)["name"] == page.title
    assert "<script>alert(1)" not in shown(client, page)


def test_a_page_without_a_row_shows_its_words(client: Client, page: Any) -> None:
    page.invitation = "Kom mee-eten"
    page.save_revision().publish()
    Event.objects.all().delete()

    answer = client.get(page.get_url())

    assert answer.status_code == 200
    assert "Kom mee-eten" in answer.content.decode()


def test_an_event_takes_as_many_questions_with_many_sessions_as_with_few(
    client: Client, page: Any, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(200) as queries:
            client.get(page.get_url())
        return len(queries)

    slot = SlotFactory.create(event=page.event)
    SessionFactory.create(slot=slot, host_organisation=OrganisationFactory.create())
    asked()
    few = asked()
    for _each in range(6):
        SessionFactory.create(slot=slot, host_organisation=OrganisationFactory.create())

    assert asked() == few
