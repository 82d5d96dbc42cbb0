"""Many at once: a hall is exactly full, nobody is lost, and one form is one registration.

In full, with 500 attempts and 20 rounds, in tests/faults/test_registrations.py.
"""

from unittest.mock import patch
from uuid import uuid4

import pytest

from cms.models import OutgoingMail
from events.enums import RegistrationSource, RegistrationStatus
from events.models import Event, Registration
from events.models.event import EventQuerySet
from events.services import registering as service
from tests.events.registering_at_once import (
    by_status,
    fill_a_hall,
    fill_sessions,
    let_everything_happen,
    registering,
    wish,
)
from tests.factories import EventFactory
from tests.own_database import at_once

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_many_attempts_exactly_as_many_as_there_are_places_get_one() -> None:
    for _round in range(2):
        fill_a_hall(places=20, attempts=100, threads=16)


def test_without_lock_and_transaction_a_hall_would_be_too_full() -> None:
    """The control: this is what the lock prevents, and on SQLite the transaction that writes."""
    event = EventFactory.create(capacity=5)

    def unlocked(rows: EventQuerySet, pk: int) -> Event:
        return rows.get(pk=pk)

    too_many = 0
    with (
        patch.object(EventQuerySet, "locked", unlocked),
        patch.object(service, "_registered", service._registered.__wrapped__),  # type: ignore[attr-defined]
        # The counter would refuse some by accident: two with one number are not both kept.
        patch.object(service, "next_number", lambda _event: uuid4().int % 10**9),
    ):
        for _attempt in range(20):
            at_once([registering(event, wish(uuid4().hex)) for _number in range(16)])
            too_many = by_status(event)["registered"] - 5
            if too_many > 0:
                break
            Registration.objects.all().delete()

    assert too_many > 0


def test_no_session_takes_more_than_it_holds_and_none_waits_for_another_in_a_ring() -> None:
    fill_sessions(seats=8, attempts=80, threads=16)


def test_whatever_happens_at_once_no_place_stays_free_while_somebody_waits() -> None:
    let_everything_happen(people=20, threads=16, seed=7)


def test_one_form_sent_twenty_times_at_once_is_one_registration_and_one_mail() -> None:
    event = EventFactory.create(capacity=10)
    sent = wish("haast", source=RegistrationSource.PUBLIC)

    answers = at_once([registering(event, sent)] * 20)

    assert len({each.pk for each in answers}) == 1
    assert Registration.objects.get().status == RegistrationStatus.UNCONFIRMED
    assert OutgoingMail.objects.count() == 1
