"""What the tests of many registrations at once share, in small (here) and in full (faults)."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import RegistrationSource
from events.exceptions import EventError, SessionFull
from events.models import Event, Registration, Session, SessionChoice
from events.services.places import places_of
from events.services.promoting import cancel, resize
from events.services.registering import Person, Wish, register
from tests.factories import EventFactory, SessionFactory, SlotFactory
from tests.own_database import at_once


def wish(number: Any, **more: Any) -> Wish:
    """Return what the organiser fills in for somebody: they are registered without a click."""
    person = Person(name=f"Bezoeker {number}", email=f"bezoeker{number}@schakel.example")
    values: dict[str, Any] = {"key": uuid4(), "person": person}
    return Wish(**(values | {"source": RegistrationSource.ORGANISER} | more))


def registering(event: Event, sent: Wish) -> Callable[[], Registration]:
    return lambda: register(event, sent)


def cancelling(registration: Registration) -> Callable[[], Registration]:
    return lambda: cancel(registration, by_organiser=True)


def resizing(event: Event, size: int) -> Callable[[], Event]:
    return lambda: resize(event, size)


def by_status(event: Event) -> Counter[str]:
    return Counter(event.registrations.values_list("status", flat=True))


def fill_a_hall(places: int, attempts: int, threads: int) -> None:
    """Let many register at once for few places; see that the hall is exactly full."""
    event = EventFactory.create(capacity=places)

    calls = [registering(event, wish(uuid4().hex)) for _number in range(attempts)]
    at_once(calls, threads)

    assert by_status(event) == {"registered": places, "waitlisted": attempts - places}
    positions = event.registrations.waiting().values_list("queue_number", flat=True)
    assert list(positions) == list(range(places + 1, attempts + 1))
    keys = OutgoingMail.objects.filter(to__in=event.registrations.values("email"))
    assert keys.count() == attempts


def fill_sessions(seats: int, attempts: int, threads: int) -> None:
    """Let many choose among few sessions in two rounds, in any order."""
    event = EventFactory.create()
    rounds = [SlotFactory.create(event=event) for _number in range(2)]
    first, second = (
        [SessionFactory.create(slot=slot, capacity=seats) for _n in "abc"] for slot in rounds
    )
    chance = Random(5)

    def chosen() -> list[Session]:
        picked = [chance.choice(first), chance.choice(second)]
        chance.shuffle(picked)
        return picked

    calls = [registering(event, wish(uuid4().hex, sessions=chosen())) for _n in range(attempts)]
    answers = at_once(calls, threads, EventError)

    refused = [each for each in answers if isinstance(each, Exception)]
    assert all(isinstance(each, SessionFull) for each in refused)
    choices = SessionChoice.objects.filter(registration__event=event)
    taken = Counter(choices.values_list("session", flat=True))
    assert max(taken.values()) == seats
    assert by_status(event)["registered"] == attempts - len(refused)


def let_everything_happen(people: int, threads: int, seed: int) -> None:
    """Let people cancel (twice), come, and let the hall grow and shrink, all at once."""
    event = EventFactory.create(capacity=people // 2)
    before = at_once([registering(event, wish(uuid4().hex)) for _n in range(people)], threads)
    chance = Random(seed)
    leaving = chance.sample(before, people // 3)
    calls: list[Callable[[], Any]] = [cancelling(each) for each in leaving * 2]
    calls += [registering(event, wish(uuid4().hex)) for _n in range(people // 2)]
    sizes = (people // 2 - 2, people // 2 + 2, people // 2 + 1)
    calls += [resizing(event, size) for size in sizes]
    chance.shuffle(calls)

    at_once(calls, threads)

    event.refresh_from_db()
    places = places_of(event, timezone.now())
    assert by_status(event)["cancelled"] == len(leaving)
    assert not (places.free and places.waiting)
    # Never more than the largest hall there was.
    assert places.taken <= max(sizes)
    told = OutgoingMail.objects.filter(key__contains=":promoted:")
    assert len(set(told.values_list("to", flat=True))) == told.count()
