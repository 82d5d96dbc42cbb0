"""Other numbers of places, another time or place, calling off: shown first, told after."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.models import HomePage, OutgoingMail
from events.enums import EventStatus, Promotion, RegistrationStatus
from events.exceptions import EventError
from events.models import Event
from events.reads.own import shown_to_owner
from events.reads.places import consequences
from events.services.events import call_off, change_places, move
from events.services.promoting import cancel
from tests.factories import EventPageFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(home: HomePage, client: Client) -> Any:
    found = UserFactory.create()
    client.force_login(found)
    return found


@pytest.fixture
def event(host: Any) -> Event:
    found: Event = EventPageFactory.create(facts__host=host, facts__capacity=5).event
    return found


def fill(event: Event, registered: int, waiting: int = 0) -> None:
    RegistrationFactory.create_batch(registered, event=event)
    RegistrationFactory.create_batch(waiting, event=event, status=RegistrationStatus.WAITLISTED)


def places(**changed: Any) -> dict[str, Any]:
    return {"capacity": "5", "waiting_capacity": "", "promotion": "at_once"} | changed


def said(event: Event, capacity: int | None, promotion: str = Promotion.AT_ONCE) -> str:
    with override("en"):
        return " ".join(consequences(event, capacity, None, promotion, timezone.now()))


# Places


def test_fewer_places_say_that_nobody_loses_one_before_anything_changes(
    client: Client, event: Event
) -> None:
    fill(event, 5, waiting=2)
    address = reverse("event_capacity", args=[event.pk])

    response = client.post(address, places(capacity="3"))

    assert len(response.context["consequences"]) == 1
    assert "fewer than 3" in said(event, 3)
    assert Event.objects.get().capacity == 5
    seen = response.context["form"].standing()
    client.post(address, places(capacity="3", action="do", seen=seen))
    assert Event.objects.get().capacity == 3
    assert event.registrations.filter(status=RegistrationStatus.REGISTERED).count() == 5
    assert event.registrations.waiting().count() == 2


def test_of_a_hall_that_becomes_too_small_nobody_goes_and_nobody_comes_until_there_is_room(
    event: Event,
) -> None:
    """From 100 places to 60 with 80 people in it, and one who waits."""
    Event.objects.update(capacity=100)
    fill(event, 80, waiting=1)
    assert "80 places are taken. Nobody loses a place." in said(event, 60)

    change_places(event, {"capacity": 60, "waiting_capacity": None, "promotion": "at_once"})

    registered = event.registrations.filter(status=RegistrationStatus.REGISTERED)
    assert registered.count() == 80
    leaving = list(registered.order_by("pk")[:21])
    for registration in leaving[:20]:
        cancel(registration)
    assert (registered.count(), event.registrations.waiting().count()) == (60, 1)
    cancel(leaving[20])
    assert (registered.count(), event.registrations.waiting().count()) == (60, 0)


def test_more_places_say_who_gets_one_and_then_give_them(client: Client, event: Event) -> None:
    fill(event, 5, waiting=3)
    address = reverse("event_capacity", args=[event.pk])
    assert "2 people on the waiting list get a place" in said(event, 7)
    assert "3 people on the waiting list get a place" in said(event, None)
    assert "offered" in said(event, 7, Promotion.OFFER)
    assert "You decide" in said(event, 7, Promotion.BY_HAND)

    seen = client.post(address, places(capacity="7")).context["form"].standing()
    client.post(address, places(capacity="7", action="do", seen=seen))

    assert event.registrations.waiting().count() == 1
    assert event.registrations.filter(status=RegistrationStatus.REGISTERED).count() == 7


def test_what_changed_meanwhile_is_shown_again(client: Client, event: Event) -> None:
    address = reverse("event_capacity", args=[event.pk])
    seen = client.post(address, places(capacity="3")).context["form"].standing()
    fill(event, 5)

    response = client.post(address, places(capacity="3", action="do", seen=seen))

    assert response.context["changed_meanwhile"]
    assert Event.objects.get().capacity == 5


def test_nobody_else_changes_the_places(client: Client, event: Event) -> None:
    client.force_login(UserFactory.create())

    for name in ("event_capacity", "event_move", "event_call_off", "event_programme"):
        assert client.get(reverse(name, args=[event.pk])).status_code == 404
        assert client.post(reverse(name, args=[event.pk]), {}).status_code == 404


# Moving


def moved(event: Event, days: int = 7, **changed: Any) -> dict[str, Any]:
    begin = (event.starts_at + timedelta(days=days)).astimezone(event.zone)
    given = {
        "day": begin.date().isoformat(),
        "starts": "10:00",
        "ends": "12:00",
        "place": "De Boot",
        "attendance_mode": "place",
    }
    return given | changed


def test_another_day_is_told_to_everybody_with_a_new_number_for_their_calendar(
    client: Client, event: Event
) -> None:
    fill(event, 2, waiting=1)
    slot = event.slots.create(starts_at=event.starts_at, ends_at=event.ends_at)
    Event.objects.update(cancel_until=event.starts_at - timedelta(days=1))

    client.post(reverse("event_move", args=[event.pk]), moved(event))

    found = Event.objects.get()
    assert (found.status, found.calendar_sequence) == (EventStatus.RESCHEDULED, 1)
    assert found.starts_at.astimezone(found.zone).hour == 10
    by = found.starts_at - event.starts_at
    slot.refresh_from_db()
    assert slot.starts_at == event.starts_at + by
    assert found.cancel_until == found.starts_at - timedelta(days=1)
    assert OutgoingMail.objects.count() == 3


def test_the_same_move_twice_is_told_once(event: Event, host: Any) -> None:
    fill(event, 1)
    when = {
        "starts_at": event.starts_at + timedelta(days=1),
        "ends_at": event.ends_at + timedelta(days=1),
    }

    for _tap in range(2):
        move(event, host, **when)

    assert Event.objects.get().calendar_sequence == 1
    assert OutgoingMail.objects.count() == 1


def test_another_place_on_the_same_day_is_told_too_and_it_is_not_moved_in_time(
    event: Event, host: Any
) -> None:
    fill(event, 1)

    move(event, host, starts_at=event.starts_at, ends_at=event.ends_at, place="De Boot")

    found = Event.objects.get()
    assert (found.status, found.place) == (EventStatus.SCHEDULED, "De Boot")
    assert (found.calendar_sequence, OutgoingMail.objects.count()) == (1, 1)


def test_nothing_is_moved_into_the_past_or_after_it_is_over(event: Event, host: Any) -> None:
    past = timezone.now() - timedelta(days=1)
    with pytest.raises(EventError):
        move(event, host, starts_at=past, ends_at=past + timedelta(hours=1))
    call_off(event, host, "Storm.")
    with pytest.raises(EventError):
        move(event, host, starts_at=event.starts_at + timedelta(days=1), ends_at=event.ends_at)
    Event.objects.update(status=EventStatus.SCHEDULED, starts_at=past, ends_at=past + timedelta(1))
    Event.objects.update(ends_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(EventError):
        call_off(event, host, "Storm.")


def test_a_mistake_on_the_form_keeps_what_was_typed(client: Client, event: Event) -> None:
    response = client.post(
        reverse("event_move", args=[event.pk]), moved(event, days=-90, place="De Boot")
    )

    assert response.context["form"].non_field_errors()
    assert 'value="De Boot"' in response.content.decode()
    assert Event.objects.get().calendar_sequence == 0


# Calling off


def test_calling_off_is_told_once_with_its_reason(client: Client, event: Event) -> None:
    fill(event, 2)
    address = reverse("event_call_off", args=[event.pk])
    assert client.get(address).context["told"].by_mail == 2
    assert Event.objects.get().goes_on

    for _tap in range(2):
        client.post(address, {"reason": "Het dak lekt.", "later": "no"})

    found = Event.objects.get()
    assert (found.status, found.calendar_sequence) == (EventStatus.CANCELLED, 1)
    assert OutgoingMail.objects.filter(text__contains="Het dak lekt.").count() == 2


def test_whoever_has_no_address_is_to_be_called(client: Client, event: Event) -> None:
    RegistrationFactory.create(event=event, email="", phone="030 100 00 01")

    told = client.get(reverse("event_call_off", args=[event.pk])).context["told"]

    assert (told.by_mail, told.to_call) == (0, 1)


# Putting off


def put_off(client: Client, event: Event) -> Event:
    address = reverse("event_call_off", args=[event.pk])
    for _tap in range(2):
        client.post(address, {"reason": "Het ijzelt.", "later": "yes"})
    return Event.objects.get()


def test_what_is_put_off_says_so_once_and_keeps_everybody_registered(
    client: Client, event: Event
) -> None:
    fill(event, 2)

    found = put_off(client, event)

    assert (found.status, found.calendar_sequence) == (EventStatus.POSTPONED, 1)
    assert found.registrations.standing().count() == 2
    mails = OutgoingMail.objects.filter(text__contains="Het ijzelt.")
    assert mails.count() == 2
    assert all("/aanmelding/" in mail.text for mail in mails)


def test_what_was_put_off_goes_on_again_on_its_new_day(client: Client, event: Event) -> None:
    fill(event, 1)
    put_off(client, event)

    client.post(reverse("event_move", args=[event.pk]), moved(event, days=90))

    found = Event.objects.get()
    assert (found.status, found.goes_on) == (EventStatus.RESCHEDULED, True)
    assert found.calendar_sequence == 2


def test_what_was_put_off_gets_a_new_day_also_after_the_old_one(
    client: Client, event: Event
) -> None:
    put_off(client, event)
    begun = timezone.now() - timedelta(days=2)
    Event.objects.update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    event.refresh_from_db()

    client.post(reverse("event_move", args=[event.pk]), moved(event, days=30))

    assert Event.objects.get().status == EventStatus.RESCHEDULED


def test_who_cannot_wait_for_another_day_cancels(client: Client, event: Event) -> None:
    fill(event, 1)
    put_off(client, event)
    mine = event.registrations.get()
    assert shown_to_owner(mine, "")["can_cancel"]


def test_what_was_put_off_can_still_be_called_off(client: Client, event: Event) -> None:
    put_off(client, event)
    call_off(Event.objects.get(), None, "Toch niet.")
    assert Event.objects.get().status == EventStatus.CANCELLED
