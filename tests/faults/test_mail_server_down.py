"""A mail server that is away or silent for a day: nothing is lost and nobody waits for it."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from statistics import quantiles
from typing import Any

import pytest
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
# From its first mail on: a day has 288 steps, and a mail is written in every one of them.
NUMBER = 288 + 200


def away(server: MailServer) -> None:
    server.close()


def silent(server: MailServer) -> None:
    server.silent = True


def hanging_up(server: MailServer) -> None:
    """It takes a connection and every address, and goes away when it gets the text."""
    server.hangs_up = True


def write(number: int, due: datetime) -> None:
    OutgoingMail.objects.create(
        to=f"{number}@schakel.example", kind="test", subject=str(number), text="x", due_at=due
    )


def a_day_without(server: MailServer) -> datetime:
    """Let the worker try every five minutes of a day, while mail goes on being written."""
    now = start = timezone.now()
    for number in range(200):
        write(number, now)
    while now < start + DAY:
        write(200 + int((now - start) / STEP), now)
        with suppress(ServerUnavailable):
            send_due(now)
        now += STEP
    return now


def back(server: MailServer, now: datetime) -> timedelta:
    """Bring the server back; return how long after that the last mail left."""
    server.silent = server.hangs_up = False
    server.close()
    server.open()
    for minute in range(16):
        send_due(now + timedelta(minutes=minute), limit=10_000)
        if not OutgoingMail.objects.waiting().exists():
            return timedelta(minutes=minute)
    raise AssertionError(f"{OutgoingMail.objects.waiting().count()} still wait")


@pytest.mark.parametrize("trouble", [away, silent, hanging_up])
def test_a_server_in_trouble_for_a_day_loses_nothing(
    server: MailServer, database: str, trouble: Callable[[MailServer], None]
) -> None:
    """288 attempts, which for a silent server take their time."""
    trouble(server)
    now = a_day_without(server)
    assert not server.messages

    took = back(server, now)

    arrived = Counter(server.ids())
    print(
        f"\n{connection.vendor}, {trouble.__name__} for {DAY}: {NUMBER} written,"
        f" {NUMBER - len(arrived)} lost, {sum(arrived.values()) - len(arrived)} doubled,"
        f" drained {took} after it came back"
    )
    assert (len(arrived), sum(arrived.values())) == (NUMBER, NUMBER)
    assert not OutgoingMail.objects.given_up().exists()


def test_a_sender_that_gives_up_sooner_does_lose_mail(
    server: MailServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the one that hangs up. 288 attempts."""
    monkeypatch.setattr(sending, "GIVE_UP_AFTER", timedelta(hours=1))
    monkeypatch.setattr(sending, "ATTEMPTS", 1)
    hanging_up(server)
    now = a_day_without(server)

    back(server, now)

    assert len(set(server.ids())) < NUMBER
    assert OutgoingMail.objects.given_up().exists()


@pytest.mark.parametrize("trouble", [away, silent, hanging_up])
def test_mail_that_is_sent_on_the_spot_is_lost(
    server: MailServer, database: str, settings: Any, trouble: Callable[[MailServer], None]
) -> None:
    """The control of all three: without the queue the same trouble takes mail away."""
    settings.EMAIL_BACKEND = settings.OUTGOING_EMAIL_BACKEND
    trouble(server)
    with pytest.raises((ConnectionRefusedError, TimeoutError, SMTPServerDisconnected)):
        django_mail.EmailMessage("Dag", "Hallo.", to=["an@schakel.example"]).send()

    back(server, timezone.now())

    assert not server.messages


def seconds_of_requests(client: Client) -> float:
    """Return the time within which 95 % of the requests for a new password are answered."""
    took = []
    for number in range(40):
        cache.clear()
        started = time.perf_counter()
        answer = client.post(
            "/nl/account/password/reset/", {"email": f"lid-{number}@schakel.example"}
        )
        took.append(time.perf_counter() - started)
        assert answer.status_code == 302
    return quantiles(took, n=20)[-1]


@pytest.fixture
def people(database: str) -> None:
    for number in range(40):
        User.objects.create_user(f"lid-{number}@schakel.example", "wachtwoord")


@pytest.mark.parametrize("trouble", [away, silent])
def test_a_request_that_writes_mail_takes_no_longer_while_the_server_is_in_trouble(
    server: MailServer, people: None, client: Client, trouble: Callable[[MailServer], None]
) -> None:
    """Eighty requests."""
    well = seconds_of_requests(client)
    trouble(server)
    ill = seconds_of_requests(client)

    print(f"\n{connection.vendor}, {trouble.__name__}: p95 {well:.3f} s, in trouble {ill:.3f} s")
    assert OutgoingMail.objects.waiting().count() == 80
    assert ill <= well + 0.05


def test_a_request_that_sends_mail_itself_does_take_longer_while_the_server_is_silent(
    server: MailServer, people: None, client: Client, settings: Any
) -> None:
    """The control: here a request waits for the server until it is tired of waiting."""
    settings.EMAIL_BACKEND = "tests.faults.patient.PatientBackend"
    settings.EMAIL_TIMEOUT = 0.2
    well = seconds_of_requests(client)
    silent(server)
    ill = seconds_of_requests(client)

    assert ill > well + 0.05
