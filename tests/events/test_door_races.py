"""Phones at the door that tap in the same moment: one person is one attendance."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from events.models import CheckIn, Registration
from events.services import door
from events.services.door import Arrival, check_in
from tests.factories import RegistrationFactory, SessionFactory, SlotFactory
from tests.own_database import at_once

pytestmark = pytest.mark.usefixtures("own_database")
PHONES = 12


@pytest.fixture
def anna() -> Registration:
    found: Registration = RegistrationFactory.create()
    return found


def tapping(registration: Registration, **more: Any) -> Any:
    return partial(check_in, registration, Arrival(client_id=uuid4(), by=None, **more))


def test_one_person_at_many_phones_came_once(anna: Registration) -> None:
    answers = at_once([tapping(anna) for _phone in range(PHONES)], PHONES)

    assert sorted(is_new for _noted, is_new in answers) == [False] * (PHONES - 1) + [True]
    assert CheckIn.objects.count() == 1


def test_one_tap_that_is_sent_many_times_counts_once(anna: Registration) -> None:
    tap = tapping(anna)

    answers = at_once([tap] * PHONES, PHONES)

    assert {noted.pk for noted, _is_new in answers} == {CheckIn.objects.get().pk}


def test_one_person_in_one_session_came_once_to_both(anna: Registration) -> None:
    session = SessionFactory.create(slot=SlotFactory.create(event=anna.event))

    at_once([tapping(anna, session=session) for _phone in range(PHONES)], PHONES)

    assert CheckIn.objects.filter(session=session).count() == 1
    assert CheckIn.objects.filter(session=None).count() == 1


def test_somebody_whom_two_phones_let_in_has_one_number_and_came_once() -> None:
    waits = RegistrationFactory.create(status="waitlisted", queue_number=None)

    at_once([tapping(waits, let_in=True) for _phone in range(PHONES)], PHONES)

    waits.refresh_from_db()
    assert (waits.status, waits.queue_number) == ("registered", 1)
    assert CheckIn.objects.count() == 1


def test_without_looking_what_is_noted_the_same_taps_are_errors(
    anna: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same taps, where nobody looks what another phone noted meanwhile."""
    monkeypatch.setattr(door, "_noted", lambda *_args: None)

    answers = at_once([tapping(anna) for _phone in range(PHONES)], PHONES, IntegrityError)

    assert sum(isinstance(answer, IntegrityError) for answer in answers) == PHONES - 1
