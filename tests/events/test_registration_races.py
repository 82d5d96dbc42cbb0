"""Many at once: a hall is exactly full, nobody is lost, and one form is one registration.

As in tests/network/test_races.py, threads commit what they write, so this file cleans up itself.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import RegistrationSource, RegistrationStatus
from events.exceptions import EventError, SessionFull
from events.models import Event, Link, Registration, Session, SessionChoice, Slot
from events.models.event import EventQuerySet
from events.services.places import places_of
from events.services.promoting import cancel, resize
from events.services.registering import Person, Wish, register
from tests.factories import EventFactory, SessionFactory, SlotFactory

POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not POSTGRESQL, reason="a race needs two writers: PostgreSQL"),
]
WRITTEN: list[type[Model]] = [
    *(Link, SessionChoice, OutgoingMail, Registration, Session, Slot, Event),
]
ROUNDS = 2


def at_once(calls: list[Callable[[], Any]], threads: int = 16) -> list[Any]:
    """Do these in threads that commit; return what each gave, or the error for people."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except EventError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, calls))


@pytest.fixture(autouse=True)
def _cleaned() -> Iterator[None]:
    yield
    at_once([remove_all])


def remove_all() -> None:
    for model in WRITTEN:
        rows = model._base_manager.all()
        rows._raw_delete(rows.db)


def made(factory: Any, **fields: Any) -> Any:
    [found] = at_once([lambda: factory(**fields)])
    assert not isinstance(found, Exception), found
    return found


def wish(number: Any, **more: Any) -> Wish:
    person = Person(name=f"Bezoeker {number}", email=f"bezoeker{number}@schakel.example")
    values: dict[str, Any] = {"key": uuid4(), "person": person}
    # By the organiser: registered at once, without a click in a mail.
    return Wish(**(values | {"source": RegistrationSource.ORGANISER} | more))


def registering(event: Event, sent: Wish) -> Callable[[], Any]:
    return lambda: register(event, sent)


def by_status(event: Event) -> Counter[str]:
    return Counter(event.registrations.values_list("status", flat=True))


def test_of_many_attempts_exactly_as_many_as_there_are_places_get_one() -> None:
    for _round in range(ROUNDS):
        event = made(EventFactory, capacity=20)

        answers = at_once([registering(event, wish(number)) for number in range(100)])

        assert not [each for each in answers if isinstance(each, Exception)]
        assert by_status(event) == {"registered": 20, "waitlisted": 80}
        numbers = set(event.registrations.values_list("queue_number", flat=True))
        assert numbers == set(range(1, 101))
        assert OutgoingMail.objects.count() == 100
        at_once([remove_all])


def test_without_the_lock_a_hall_would_be_too_full() -> None:
    """The control: this is what the lock prevents."""
    event = made(EventFactory, capacity=5)

    def unlocked(rows: Any, pk: int) -> Event:
        found: Event = rows.get(pk=pk)
        return found

    too_many = 0
    with (
        patch.object(EventQuerySet, "locked", unlocked),
        patch("events.services.registering.next_number", lambda _event: None),
    ):
        for _attempt in range(20):
            at_once([registering(event, wish(uuid4().hex)) for _number in range(16)])
            too_many = by_status(event)["registered"] - 5
            if too_many > 0:
                break
            at_once([lambda: Registration.objects.all().delete()])

    assert too_many > 0


def test_no_session_takes_more_than_it_holds_and_none_waits_for_another_in_a_ring() -> None:
    event = made(EventFactory)
    rounds = [made(SlotFactory, event=event) for _number in range(2)]
    sessions = [made(SessionFactory, slot=slot, capacity=8) for slot in rounds for _number in "ab"]
    chance = Random(5)

    def chosen() -> list[Session]:
        picked = [chance.choice(sessions[:2]), chance.choice(sessions[2:])]
        chance.shuffle(picked)
        return picked

    answers = at_once([registering(event, wish(number, sessions=chosen())) for number in range(80)])

    refused = [each for each in answers if isinstance(each, Exception)]
    assert all(isinstance(each, SessionFull) for each in refused)
    taken = Counter(SessionChoice.objects.values_list("session", flat=True))
    assert max(taken.values()) == 8
    assert by_status(event)["registered"] == 80 - len(refused)


def test_whatever_happens_at_once_no_place_stays_free_while_somebody_waits() -> None:
    event = made(EventFactory, capacity=10)
    first = at_once([registering(event, wish(number)) for number in range(20)])
    chance = Random(7)

    def leave(registration: Registration) -> Callable[[], Any]:
        return lambda: cancel(registration)

    calls = [leave(each) for each in first[:8]] + [leave(each) for each in first[:8]]
    calls += [registering(event, wish(f"later{number}")) for number in range(10)]
    calls += [partial(resize, event, size) for size in (9, 12, 11)]
    chance.shuffle(calls)
    at_once(calls)

    places = places_of(Event.objects.get(pk=event.pk), timezone.now())
    assert by_status(event)["cancelled"] == 8
    assert not (places.free and places.waiting)
    # Never more than the largest hall there was.
    assert places.taken <= 12
    mails = OutgoingMail.objects.filter(key__contains=":promoted:").values_list("key", flat=True)
    assert len(mails) == len(set(mails))


def test_one_form_sent_twenty_times_at_once_is_one_registration_and_one_mail() -> None:
    event = made(EventFactory, capacity=10)
    sent = wish("haast", source=RegistrationSource.PUBLIC)

    answers = at_once([registering(event, sent)] * 20)

    assert len({each.pk for each in answers}) == 1
    assert Registration.objects.get().status == RegistrationStatus.UNCONFIRMED
    assert OutgoingMail.objects.count() == 1
