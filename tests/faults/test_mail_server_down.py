"""A mail server that is in trouble for a day: nothing is lost and nobody waits for it.

How long things take is printed and not judged: that depends on the machine and what else it does.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException
from statistics import quantiles
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail as django_mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from cms.mailing import sending
from cms.mailing.sending import ServerUnavailable, send_due
from cms.models import OutgoingMail
from network.models import User
from tests.mail_server import MailServer

pytestmark = [pytest.mark.fault, pytest.mark.slow]

DAY = timedelta(hours=24)
STEP = timedelta(minutes=5)
# A day has 288 steps; in each of them mail is written, beside what waits when it begins.
STEPS = DAY // STEP
BEFORE = 200


def away(server: MailServer) -> None:
    server.close()


def silent(server: MailServer) -> None:
    server.silent = True


def hanging_up(server: MailServer) -> None:
    """It takes a connection and every address, and goes away when it gets the text."""
    server.hangs_up = True


def refusing(server: MailServer) -> None:
    """It takes mail from nobody: it says so at once."""
    server.greeting = "421 come back later"


def full(server: MailServer) -> None:
    """It hears each mail out and refuses it for now."""
    server.answer_to_data = "452 insufficient system storage"


def write(number: int, due: datetime) -> None:
    OutgoingMail.objects.create(
        to=f"{number}@schakel.example", kind="test", subject=str(number), text="x", due_at=due
    )


@pytest.fixture
def hasty(server: MailServer, settings: Any) -> None:
    """Wait for a silent server no longer than a test can bear; `back` takes that back."""
    settings.EMAIL_TIMEOUT = 0.05


def a_day(before: int = BEFORE, every: int = 1) -> datetime:
    """Let the worker try every five minutes of a day, while mail goes on being written.

    `before` mails wait when it begins, and one is written in `every` so many steps.
    """
    now = timezone.now()
    for number in range(before):
        write(number, now)
    for step in range(STEPS):
        if step % every == 0:
            write(before + step, now)
        with suppress(ServerUnavailable):
            send_due(now)
        now += STEP
    return now


def back(server: MailServer, now: datetime) -> timedelta:
    """Bring the server back; return how long after that the last mail left."""
    django_settings.EMAIL_TIMEOUT = 30
    server.silent = server.hangs_up = False
    server.greeting, server.answer_to_data = "220 test", "250 kept"
    server.close()
    server.open()
    for minute in range(16):
        send_due(now + timedelta(minutes=minute), limit=10_000)
        if not OutgoingMail.objects.waiting().exists():
            return timedelta(minutes=minute)
    raise AssertionError(f"{OutgoingMail.objects.waiting().count()} still wait")


def nothing_is_lost(server: MailServer, now: datetime, trouble: str) -> None:
    """Bring the server back and see that each mail arrives once."""
    assert not server.messages
    number = OutgoingMail.objects.count()
    started = time.monotonic()
    took = back(server, now)

    arrived = Counter(server.ids())
    print(
        f"\n{connection.vendor}, {trouble} for a day: {number} written,"
        f" {number - len(arrived)} lost, {sum(arrived.values()) - len(arrived)} doubled; the last"
        f" one left {took} after it came back ({time.monotonic() - started:.1f} s of work)"
    )
    assert (len(arrived), sum(arrived.values())) == (number, number)
    assert not OutgoingMail.objects.given_up().exists()


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("trouble", [away, silent, hanging_up, refusing])
def test_a_server_in_trouble_for_a_day_loses_nothing(
    server: MailServer, database: str, trouble: Callable[[MailServer], None]
) -> None:
    """288 attempts, which for a silent server take their time."""
    trouble(server)
    nothing_is_lost(server, a_day(), trouble.__name__)


def test_a_server_that_refuses_each_mail_for_a_day_loses_nothing(
    server: MailServer, database: str
) -> None:
    """Some sixteen hundred attempts: each mail is tried by itself, so there are fewer mails."""
    full(server)
    nothing_is_lost(server, a_day(before=10, every=24), "full")


def test_a_sender_that_gives_up_sooner_does_lose_mail(
    server: MailServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of those that hang up and are full."""
    monkeypatch.setattr(sending, "GIVE_UP_AFTER", timedelta(hours=1))
    monkeypatch.setattr(sending, "ATTEMPTS", 1)
    hanging_up(server)
    now = a_day()

    back(server, now)

    assert len(set(server.ids())) < BEFORE + STEPS
    assert OutgoingMail.objects.given_up().exists()


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("trouble", [away, silent, hanging_up, refusing, full])
def test_mail_that_is_sent_on_the_spot_is_lost(
    server: MailServer, database: str, settings: Any, trouble: Callable[[MailServer], None]
) -> None:
    """The control of all: without the queue the same trouble takes mail away."""
    settings.EMAIL_BACKEND = settings.OUTGOING_EMAIL_BACKEND
    trouble(server)
    with pytest.raises((ConnectionRefusedError, TimeoutError, SMTPException)):
        django_mail.EmailMessage("Dag", "Hallo.", to=["an@schakel.example"]).send()

    back(server, timezone.now())

    assert not server.messages


def seconds_of_requests(client: Client, number: int = 40) -> float:
    """Return the time within which 95 % of the requests for a new password are answered."""
    took = []
    for each in range(number):
        cache.clear()
        started = time.perf_counter()
        address = f"lid-{each}@schakel.example"
        answer = client.post("/nl/account/password/reset/", {"email": address})
        took.append(time.perf_counter() - started)
        assert answer.status_code == 302
    return quantiles(took, n=20, method="inclusive")[-1]


@pytest.fixture
def people(database: str) -> None:
    for number in range(40):
        User.objects.create_user(f"lid-{number}@schakel.example", "wachtwoord")


@pytest.mark.parametrize("trouble", [away, silent])
def test_a_request_that_writes_mail_is_answered_without_asking_the_server(
    server: MailServer, people: None, client: Client, trouble: Callable[[MailServer], None]
) -> None:
    """Eighty requests."""
    well = seconds_of_requests(client)
    trouble(server)
    ill = seconds_of_requests(client)

    print(f"\n{connection.vendor}, {trouble.__name__}: p95 {well:.3f} s, in trouble {ill:.3f} s")
    assert OutgoingMail.objects.waiting().count() == 80
    assert server.connections == 0


def test_a_request_that_sends_mail_itself_asks_a_silent_server_and_waits(
    server: MailServer, people: None, client: Client, settings: Any
) -> None:
    """The control: here a request waits for the server until it is tired of waiting."""
    settings.EMAIL_BACKEND = "tests.faults.patient.PatientBackend"
    settings.EMAIL_TIMEOUT = 0.2
    well = seconds_of_requests(client, 10)
    silent(server)
    ill = seconds_of_requests(client, 10)

    print(f"\n{connection.vendor}, the control: p95 {well:.3f} s, in trouble {ill:.3f} s")
    assert server.connections == 20
    assert not OutgoingMail.objects.exists()
