"""A machine that signs up again and again fills no mailbox and no hall."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import RegistrationStatus
from events.exceptions import EventError
from events.models import Event, Registration
from events.services.places import places_of
from events.services.promoting import release_lapsed
from events.services.registering import Person, Wish, register
from tests.factories import EventFactory

pytestmark = pytest.mark.django_db


def sign_up(event: Event, address: str) -> bool:
    try:
        register(event, Wish(key=uuid4(), person=Person(name="Robot", email=address)))
    except EventError:
        return False
    return True


def test_each_address_gets_at_most_three_mails_an_hour_however_many_events_there_are() -> None:
    events = [EventFactory.create() for _number in range(8)]

    for event in events:
        for number in range(5):
            sign_up(event, f"robot{number}@example.org")

    mails = Counter(OutgoingMail.objects.values_list("to", flat=True))
    assert mails == {f"robot{number}@example.org": 3 for number in range(5)}


def test_addresses_that_nobody_confirms_keep_a_tenth_of_the_places_for_an_hour() -> None:
    event = EventFactory.create(capacity=40)

    made = [sign_up(event, f"robot{number}@example.org") for number in range(80)]

    assert all(made)
    places = places_of(event, timezone.now())
    assert (places.held, places.free) == (4, 36)
    Registration.objects.filter(hold_until__isnull=False).update(hold_until=timezone.now())
    release_lapsed()
    assert places_of(event, timezone.now()).free == 40
    assert not Registration.objects.filter(status=RegistrationStatus.REGISTERED).exists()


def test_an_hour_later_an_address_can_be_mailed_again() -> None:
    for _number in range(4):
        sign_up(EventFactory.create(), "robot@example.org")
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(minutes=61))

    assert sign_up(EventFactory.create(), "robot@example.org")
    assert OutgoingMail.objects.count() == 4
