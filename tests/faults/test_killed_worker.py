"""A worker that is killed while it sends loses no mail, and doubles one at most for each kill."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from cms.models import OutgoingMail
from tests.mail_server import MailServer

pytestmark = [pytest.mark.fault, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SCHAKEL_KILLS", "30"))
# Seconds that the server takes before a text and after it: that is where a kill hurts.
THINKS = 0.05
# Seconds after which something hangs; nothing is measured with it.
PATIENCE = 180


class Sender:
    """Starts and ends one worker after the other; see `tests/faults/sender.py`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, order: str) -> None:
        """Give an order and wait until it was carried out."""
        assert self._process.stdin
        assert self._process.stdout
        print(order, file=self._process.stdin, flush=True)
        assert self._process.stdout.readline().strip() == "done"


@pytest.fixture
def sender(server: MailServer, database: str, var: Path) -> Iterator[Sender]:
    command = [sys.executable, "-m", "tests.faults.sender", str(server.port)]
    env = {**os.environ, "SCHAKEL_DATABASE": database, "SCHAKEL_VAR": str(var)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True
    )
    with process:
        yield Sender(process)


def queued(number: int) -> None:
    OutgoingMail.objects.bulk_create(
        OutgoingMail(to=f"{each}@schakel.example", kind="test", subject=str(each), text="Hallo.")
        for each in range(number)
    )


def wait_for(server: MailServer, number: int) -> None:
    """Wait until `number` mails arrived."""
    deadline = time.monotonic() + PATIENCE
    while len(server.messages) < number:
        assert time.monotonic() < deadline, f"{len(server.messages)} of {number} arrived"
        time.sleep(0.001)


def killed(sender: Sender, server: MailServer, manner: str, times: int) -> None:
    """Start a worker and kill it while it sends, `times` times.

    Every second time at a random moment, else while it talks with the server: where commits are
    slow a random moment seldom falls there.
    """
    chance = random.Random(20_26)
    for kill in range(times):
        sender.does(manner)
        wait_for(server, len(server.messages) + chance.randint(1, 4))
        time.sleep(chance.uniform(0, 4 * THINKS))
        if kill % 2:
            assert server.busy.wait(timeout=PATIENCE)
        sender.does("kill")


def send_the_rest(sender: Sender, server: MailServer) -> None:
    """Let a worker finish, after the two minutes in which a dead one's mail is left alone."""
    server.thinks = 0.0
    OutgoingMail.objects.waiting().update(claimed_until=None)
    sender.does("right")
    deadline = time.monotonic() + PATIENCE
    while OutgoingMail.objects.waiting().exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    sender.does("stop")


def test_a_worker_killed_while_it_sends_loses_nothing(server: MailServer, sender: Sender) -> None:
    """Thirty kills, each after some mails that take a tenth of a second."""
    number = KILLS * 10
    queued(number)
    server.thinks = THINKS

    killed(sender, server, "right", KILLS)
    halfway = len(set(server.ids()))
    send_the_rest(sender, server)

    arrived = Counter(server.ids())
    doubles = sum(times - 1 for times in arrived.values())
    print(
        f"\n{connection.vendor}: {KILLS} kills, {halfway} of {number} sent when the last one fell;"
        f" lost {number - len(arrived)}, doubled {doubles}"
    )
    assert {message["Subject"] for message in server.messages} == set(map(str, range(number)))
    assert doubles <= KILLS
    assert halfway < number
    # Whoever gets a mail twice can tell: both have the same id, which no other mail has.
    assert len(arrived) == number
    assert len({(message["Message-ID"], message["Subject"]) for message in server.messages}) == (
        number
    )


def test_a_worker_that_is_asked_to_stop_doubles_nothing(server: MailServer, sender: Sender) -> None:
    """Ten stops in the middle of a mail, of which each finishes what it began."""
    server.thinks = THINKS
    for stop in range(10):
        queued(3)
        sender.does("right")
        wait_for(server, stop * 3 + 1)
        assert server.busy.wait(timeout=PATIENCE)
        sender.does("stop")

    assert len(server.messages) == 30
    assert len(set(server.ids())) == 30
    assert not OutgoingMail.objects.waiting().exists()


def test_a_worker_that_marks_before_it_sends_does_lose_mail_when_it_is_killed(
    server: MailServer, sender: Sender
) -> None:
    """The control: it proves that the kills fall where they hurt."""
    queued(100)
    server.thinks = THINKS

    killed(sender, server, "wrong", 10)
    send_the_rest(sender, server)

    lost = 100 - len(set(server.ids()))
    print(f"\n{connection.vendor}: the control lost {lost} of 100 in 10 kills")
    assert lost > 0
