"""The door: one person is one attendance, whatever the phones and the connection do."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from events.enums import RegistrationSource, RegistrationStatus
from events.exceptions import EventError
from events.models import CheckIn, Event, Registration, Session
from events.reads.door import at_door
from events.services.door import Arrival, check_in
from network.enums import Role
from tests.events.desk_screens import at, shown
from tests.factories import (
    EventPageFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def anna(event: Event) -> Registration:
    found: Registration = RegistrationFactory.create(event=event, name="Anna Appel", code="ACDEFH")
    return found


@pytest.fixture
def session(event: Event) -> Session:
    found: Session = SessionFactory.create(slot=SlotFactory.create(event=event), title_nl="Koken")
    return found


def tap(client: Client, event: Event, who: Registration, client_id: UUID, **more: Any) -> Any:
    """Press the button of somebody, as the script does."""
    data = {"check_in": f"{who.pk}:{client_id}"} | more
    return client.post(at("event_check_in", event.pk), data, headers=JSON)


def test_two_phones_one_code_and_a_replay_are_one_attendance(
    desk: Client, event: Event, host: Any, anna: Registration
) -> None:
    other_phone = Client()
    other_phone.force_login(host)
    first, second = uuid4(), uuid4()

    answers = [
        tap(desk, event, anna, first),
        tap(other_phone, event, anna, second),
        tap(desk, event, anna, first),
        tap(other_phone, event, anna, second, ago=120),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert answers[-1].json()["present"] == [anna.pk]
    assert "al binnen" in answers[1].json()["said"] or "already" in answers[1].json()["said"]
    assert CheckIn.objects.get().client_id == first


def test_what_was_tapped_without_a_connection_keeps_its_time(
    desk: Client, event: Event, anna: Registration
) -> None:
    tap(desk, event, anna, uuid4(), ago=600)

    past = timezone.now() - CheckIn.objects.get().at
    assert timedelta(minutes=9) < past < timedelta(minutes=11)


@pytest.mark.parametrize("ago", [-3600, 10**9])
def test_a_phone_of_which_the_clock_is_wrong_changes_no_history(
    desk: Client, event: Event, anna: Registration, ago: int
) -> None:
    tap(desk, event, anna, uuid4(), ago=ago)

    past = timezone.now() - CheckIn.objects.get().at
    assert timedelta(0) <= past < timedelta(days=1, minutes=1)


def test_the_same_tap_for_somebody_else_is_refused(
    desk: Client, event: Event, anna: Registration
) -> None:
    bram, client_id = RegistrationFactory.create(event=event), uuid4()
    tap(desk, event, anna, client_id)

    answer = tap(desk, event, bram, client_id)

    assert answer.status_code == 409
    assert not bram.check_ins.exists()


def test_without_a_script_a_button_leads_back_to_the_list(
    desk: Client, event: Event, anna: Registration, session: Session
) -> None:
    data = {"check_in": f"{anna.pk}:{uuid4()}", "session": session.pk}

    answer = desk.post(at("event_check_in", event.pk), data, follow=True)

    assert "Anna Appel" in shown(answer)
    assert answer.redirect_chain[0][0].endswith(f"?session={session.pk}")
    assert anna.check_ins.count() == 2


def test_who_is_in_a_session_is_in_the_house_and_once(
    event: Event, host: Any, anna: Registration, session: Session
) -> None:
    check_in(anna, Arrival(client_id=uuid4(), by=host))

    noted, is_new = check_in(anna, Arrival(client_id=uuid4(), by=host, session=session))
    again, is_new_again = check_in(anna, Arrival(client_id=uuid4(), by=host, session=session))

    assert (is_new, is_new_again) == (True, False)
    assert noted == again
    assert sorted(anna.check_ins.values_list("session", flat=True), key=str) == [session.pk, None]


@pytest.mark.parametrize("text", ["acd-efh", "ACD EFH", "appel", "anna"])
def test_somebody_is_found_by_code_or_name(
    desk: Client, event: Event, anna: Registration, text: str
) -> None:
    RegistrationFactory.create(event=event, name="Bram Boom")

    page = shown(desk.get(at("event_check_in", event.pk), {"q": text}))

    assert "Anna Appel" in page
    assert "Bram Boom" not in page


def test_a_code_from_a_camera_finds_one_person(
    desk: Client, event: Event, anna: Registration
) -> None:
    RegistrationFactory.create(event=event, name="Bram Boom")

    page = shown(desk.get(at("event_check_in", event.pk), {"code": anna.code}))

    assert "Anna Appel" in page
    assert "Bram Boom" not in page
    assert not CheckIn.objects.exists()


def test_nobody_of_another_event_comes_in_here(desk: Client, event: Event, host: Any) -> None:
    elsewhere = RegistrationFactory.create(name="Elders")

    answer = tap(desk, event, elsewhere, uuid4())

    assert answer.status_code == 409
    assert "Elders" not in answer.content.decode()
    assert not CheckIn.objects.exists()
    assert "Elders" not in shown(desk.get(at("event_check_in", event.pk)))


def test_a_session_of_another_event_is_refused(
    desk: Client, event: Event, anna: Registration, host: Any
) -> None:
    foreign = SessionFactory.create()

    answer = tap(desk, event, anna, uuid4(), session=foreign.pk)

    assert answer.status_code == 409
    assert desk.get(at("event_check_in", event.pk), {"session": foreign.pk}).status_code == 404
    with pytest.raises(EventError):
        check_in(anna, Arrival(client_id=uuid4(), by=host, session=foreign))
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("status", ["waitlisted", "unconfirmed", "offered"])
def test_who_has_no_place_is_let_in_only_when_somebody_says_so(
    desk: Client, event: Event, status: str
) -> None:
    waits = RegistrationFactory.create(event=event, status=status)

    refused = tap(desk, event, waits, uuid4())
    assert refused.status_code == 409
    assert not CheckIn.objects.exists()

    let_in = {"let_in": f"{waits.pk}:{uuid4()}"}
    desk.post(at("event_check_in", event.pk), let_in, headers=JSON)
    waits.refresh_from_db()
    assert waits.status == "registered"
    assert waits.check_ins.count() == 1


def test_who_cancelled_is_not_let_in_by_a_button(desk: Client, event: Event) -> None:
    gone = RegistrationFactory.create(event=event, status="cancelled")

    let_in = {"let_in": f"{gone.pk}:{uuid4()}"}
    answer = desk.post(at("event_check_in", event.pk), let_in, headers=JSON)

    gone.refresh_from_db()
    assert (answer.status_code, gone.status) == (409, "cancelled")
    assert not CheckIn.objects.exists()


def test_a_tap_on_the_wrong_name_is_taken_back(
    desk: Client, event: Event, anna: Registration
) -> None:
    tap(desk, event, anna, uuid4())

    answer = desk.post(at("event_check_in", event.pk), {"undo": anna.pk}, headers=JSON)

    assert answer.json()["present"] == []
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "sent", ["", "x", "1:x", f"{10**30}:{UUID(int=7)}", "-1:", "0:" + "0" * 32]
)
def test_what_no_button_sends_is_refused_with_words(desk: Client, event: Event, sent: str) -> None:
    answer = desk.post(at("event_check_in", event.pk), {"check_in": sent}, headers=JSON)

    assert answer.status_code == 409
    assert answer.json()["error"]


def test_three_hundred_people_take_as_many_queries_as_three(
    desk: Client, event: Event, session: Session, django_assert_max_num_queries: Any
) -> None:
    RegistrationFactory.create_batch(300, event=event)

    with django_assert_max_num_queries(5):
        assert len(at_door(event, session, "")) == 300
    with django_assert_max_num_queries(30):
        began = timezone.now()
        page = shown(desk.get(at("event_check_in", event.pk)))
    assert page.count("data-door-row=") == 300
    assert timezone.now() - began < timedelta(seconds=10), "a busy machine is slow, but not so"


def test_somebody_who_walks_in_is_registered_and_in_once(
    desk: Client, event: Event, host: Any
) -> None:
    RegistrationFactory.create_batch(2, event=event)
    address = at("registration_add", event.pk, "?at=door")
    form = {"key": str(uuid4()), "name": "Wilma Wandelt"}

    for _each in range(2):
        desk.post(address, form)

    wilma = Registration.objects.get(name="Wilma Wandelt")
    assert wilma.source == RegistrationSource.WALK_IN
    assert wilma.status == RegistrationStatus.REGISTERED
    assert wilma.made_by == host
    assert wilma.check_ins.count() == 1


def test_at_the_door_a_known_address_leads_to_its_registration(
    desk: Client, event: Event, anna: Registration
) -> None:
    form = {"key": str(uuid4()), "name": "Anna A.", "email": anna.email}

    answer = desk.post(at("registration_add", event.pk, "?at=door"), form)

    assert answer.status_code == 409
    assert f"?q={anna.code}" in answer.content.decode()
    assert Registration.objects.filter(event=event).count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ORGANISER, Role.ADVISER])
def test_nobody_else_stands_at_this_door(
    client: Client, event: Event, anna: Registration, role: Role
) -> None:
    other = UserFactory.create(roles=[role])
    EventPageFactory.create(facts__host=other)
    client.force_login(other)

    assert client.get(at("event_check_in", event.pk)).status_code == 404
    assert tap(client, event, anna, uuid4()).status_code == 404
    assert not CheckIn.objects.exists()


def test_on_another_day_the_door_says_so(desk: Client, event: Event) -> None:
    said = "niet vandaag", "not today"
    early = shown(desk.get(at("event_check_in", event.pk)))
    now = timezone.now()
    event.starts_at, event.ends_at = now - timedelta(minutes=1), now + timedelta(hours=1)
    event.save()

    on_time = shown(desk.get(at("event_check_in", event.pk)))

    assert any(each in early for each in said)
    assert not any(each in on_time for each in said)
