"""Signing up for an event while the mail server is in trouble, and by a machine without end.

How long things take is printed and not judged: that depends on the machine and what else it does.
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from statistics import quantiles
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from cms.mailing.sending import send_due
from cms.models import OutgoingMail
from events.models import Event, Registration
from events.services.places import places_of
from events.services.promoting import release_lapsed
from tests.conftest import front_page
from tests.events.filling_in import path, typed
from tests.factories import EventPageFactory
from tests.faults.test_mail_server_down import away, back, silent
from tests.mail_server import MailServer

pytestmark = [pytest.mark.fault, pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def event(own_database: str) -> Event:
    """An event with a page and fifty places, in a database that really commits."""
    with transaction.atomic():
        front_page()
    page = EventPageFactory.create(title="Open dag", slug="open-dag", facts__capacity=50)
    found: Event = Event.objects.get(translation_key=page.translation_key)
    return found


def sign_up(event: Event, address: str, caller: str = "127.0.0.1") -> Any:
    return Client(REMOTE_ADDR=caller).post(path(event), typed(email=address))


def seconds_of_sign_ups(event: Event, manner: str, number: int = 40) -> float:
    """Return the time within which 95 % of the sign-ups are answered."""
    took = []
    for each in range(number):
        cache.clear()
        started = time.perf_counter()
        answer = sign_up(event, f"{manner}{each}@schakel.example")
        took.append(time.perf_counter() - started)
        assert answer.status_code == 200
    return quantiles(took, n=20, method="inclusive")[-1]


@pytest.mark.parametrize("trouble", [away, silent])
def test_nobody_waits_for_the_mail_server_and_no_mail_is_lost(
    server: MailServer, event: Event, trouble: Callable[[MailServer], None]
) -> None:
    """Eighty sign-ups, and every mail of them after the server is back."""
    well = seconds_of_sign_ups(event, "goed")
    trouble(server)
    ill = seconds_of_sign_ups(event, "slecht")

    print(f"\n{connection.vendor}, {trouble.__name__}: p95 {well:.3f} s, in trouble {ill:.3f} s")
    assert server.connections == 0
    assert Registration.objects.count() == OutgoingMail.objects.waiting().count() == 80

    took = back(server, timezone.now())

    assert took <= timedelta(minutes=15)
    assert len(set(server.ids())) == len(server.ids()) == 80


def test_a_machine_that_signs_up_a_thousand_times_fills_no_mailbox_and_no_hall(
    server: MailServer, event: Event
) -> None:
    """250 addresses, four times each, from callers that change all the time."""
    for number in range(1000):
        caller = f"10.0.{number // 250}.{number % 250 + 1}"
        answer = sign_up(event, f"robot{number % 250}@schakel.example", caller)
        assert answer.status_code in {200, 409, 429}

    mails = Counter(OutgoingMail.objects.values_list("to", flat=True))
    held = places_of(event, timezone.now()).held
    print(f"\n{connection.vendor}: at most {max(mails.values())} mails to one address, {held} held")
    assert max(mails.values()) <= 3
    assert held == 5
    Registration.objects.filter(hold_until__isnull=False).update(hold_until=timezone.now())
    release_lapsed()
    assert places_of(event, timezone.now()).free == 50
    assert not Registration.objects.filter(status="registered").exists()
    assert send_due(limit=2_000) == sum(mails.values())
