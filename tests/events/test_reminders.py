"""Who comes is reminded: once, in time or late, and never of what has begun."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from cms.models import OutgoingMail
from cms.worker import duties
from events.enums import EventStatus, RegistrationSource
from events.models import Event, Link, Registration
from events.services.event_mails import tell_moved
from events.services.promoting import cancel
from events.services.registering import Person, Wish, register
from events.services.reminders import send_reminders
from tests.factories import EventFactory, EventPageFactory

pytestmark = pytest.mark.django_db
POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
NOW = timezone.now()
DUE = NOW + timedelta(days=29)


def an_event(**facts: Any) -> Event:
    """Return an event in thirty days, of which people are reminded a day before."""
    event = EventPageFactory(**{f"facts__{name}": value for name, value in facts.items()}).event
    starts_at = NOW + timedelta(days=30)
    event.starts_at, event.ends_at = starts_at, starts_at + timedelta(hours=2)
    event.save()
    return event


def registered(event: Event, **more: Any) -> Registration:
    person = Person(name="Noor", email=f"{uuid4().hex[:8]}@example.org")
    source = RegistrationSource.ORGANISER
    return register(event, Wish(key=uuid4(), person=person, source=source, **more))


def reminders() -> Any:
    return OutgoingMail.objects.filter(key__contains=":reminder:")


def test_the_worker_looks_for_reminders() -> None:
    assert "reminders" in duties.names()


def test_nobody_is_reminded_before_it_is_due() -> None:
    registered(an_event())

    assert send_reminders(DUE - timedelta(minutes=1)) == 0
    assert not reminders().exists()


@pytest.mark.parametrize("late", [timedelta(), timedelta(hours=20), timedelta(hours=23)])
def test_who_comes_is_reminded_once_in_time_or_late(late: timedelta) -> None:
    registration = registered(an_event())

    assert send_reminders(DUE + late) == 1
    assert send_reminders(DUE + late) == 0
    assert send_reminders(DUE + late + timedelta(minutes=5)) == 0

    assert reminders().get().to == registration.email
    assert registration.code in reminders().get().text
    registration.refresh_from_db()
    assert registration.reminded_at == DUE + late


def test_nobody_is_reminded_of_what_has_begun() -> None:
    registered(an_event())

    assert send_reminders(NOW + timedelta(days=30)) == 0
    assert send_reminders(NOW + timedelta(days=31)) == 0


def test_who_registered_after_it_was_due_is_not_reminded() -> None:
    event = an_event()
    Event.objects.filter(pk=event.pk).update(reminder_hours=24 * 40)

    registered(event)

    assert send_reminders(timezone.now()) == 0


def test_who_got_a_place_after_it_was_due_read_it_there() -> None:
    event = an_event(capacity=1)
    first, second = registered(event), registered(event)
    Registration.objects.update(confirmed_at=NOW - timedelta(days=60))
    Event.objects.filter(pk=event.pk).update(reminder_hours=24 * 40)

    cancel(first)

    second.refresh_from_db()
    assert second.status == "registered"
    assert send_reminders(timezone.now()) == 0


def test_who_waits_cancelled_or_has_no_address_is_not_reminded() -> None:
    event = an_event(capacity=2)
    cancel(registered(event))
    person = Person(name="Noor", phone="020 123 45 67")
    register(event, Wish(key=uuid4(), person=person, source=RegistrationSource.ORGANISER))
    registered(event)
    registered(event)

    assert send_reminders(DUE) == 1


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_nobody_is_reminded_of_what_does_not_go_on(status: EventStatus) -> None:
    event = an_event()
    registered(event)
    Event.objects.filter(pk=event.pk).update(status=status)

    assert send_reminders(DUE) == 0


def test_an_event_without_reminders_sends_none() -> None:
    event = an_event()
    registered(event)
    Event.objects.filter(pk=event.pk).update(reminder_hours=None)

    assert send_reminders(DUE) == 0


def test_who_was_reminded_of_a_day_that_moved_is_reminded_of_the_new_one() -> None:
    event = an_event()
    registered(event)
    send_reminders(DUE)
    event.starts_at += timedelta(days=7)
    event.ends_at += timedelta(days=7)
    event.calendar_sequence += 1
    event.save()

    tell_moved(event)

    assert send_reminders(DUE) == 0
    assert send_reminders(DUE + timedelta(days=7)) == 1
    assert reminders().count() == 2


@pytest.mark.skipif(not POSTGRESQL, reason="a race needs two writers: PostgreSQL")
def test_of_eight_workers_at_once_each_person_hears_one() -> None:
    def in_a_thread(call: Any) -> Any:
        try:
            return call()
        finally:
            connection.close()

    def an_audience() -> Event:
        event: Event = EventFactory.create(starts_at=NOW + timedelta(days=30))
        for _number in range(10):
            registered(event)
        return event

    def cleaned() -> None:
        for model in (Link, OutgoingMail, Registration, Event):
            rows: Any = model._base_manager.all()
            rows._raw_delete(rows.db)

    with ThreadPoolExecutor(8) as pool:
        try:
            pool.submit(in_a_thread, an_audience).result()
            found = list(pool.map(in_a_thread, [lambda: send_reminders(DUE)] * 8))
            mails = pool.submit(in_a_thread, lambda: reminders().count()).result()
        finally:
            pool.submit(in_a_thread, cleaned).result()

    assert sum(found) == 10
    assert mails == 10
