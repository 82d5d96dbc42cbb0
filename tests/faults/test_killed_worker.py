"""A worker that is killed while it sends loses no mail, and doubles one at most for each kill."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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


def queued(number: int) -> None:
    OutgoingMail.objects.bulk_create(
        OutgoingMail(to=f"{each}@schakel.example", kind="test", subject=str(each), text="Hallo.")
        for each in range(number)
    )


@contextmanager
def sender(server: MailServer, database: str, var: Path, manner: str) -> Iterator[None]:
    """Run the worker beside us, and kill it on the way out."""
    command = [sys.executable, "-m", "tests.faults.sender", str(server.port), manner]
    env = {**os.environ, "SCHAKEL_DATABASE": database, "SCHAKEL_VAR": str(var)}
    process = subprocess.Popen(command, cwd=ROOT, env=env)  # noqa: S603  # our own module
    try:
        yield
        assert process.poll() is None, "it must be alive to be killed"
    finally:
        process.kill()
        process.wait()


def wait_for(server: MailServer, number: int) -> None:
    """Wait until `number` mails arrived. Fails after three minutes."""
    deadline = time.monotonic() + 180
    while len(server.messages) < number:
        assert time.monotonic() < deadline, f"{len(server.messages)} of {number} arrived"
        time.sleep(0.001)


def killed(server: MailServer, database: str, var: Path, manner: str, times: int) -> None:
    """Start the worker and kill it while it sends, `times` times.

    Every second time at a random moment, else while it talks with the server: where commits are
    slow a random moment seldom falls there.
    """
    chance = random.Random(20_26)
    for kill in range(times):
        with sender(server, database, var, manner):
            wait_for(server, len(server.messages) + chance.randint(1, 4))
            time.sleep(chance.uniform(0, 4 * THINKS))
            if kill % 2:
                assert server.busy.wait(timeout=180)


def after_the_claims_ran_out() -> None:
    """Stand in for the two minutes in which a mail of a killed worker is left alone."""
    OutgoingMail.objects.waiting().update(claimed_until=None)


def test_a_worker_killed_while_it_sends_loses_nothing(
    server: MailServer, database: str, var: Path
) -> None:
    """Thirty starts of a worker, at two seconds each."""
    number = KILLS * 10
    queued(number)
    server.thinks = THINKS

    killed(server, database, var, "right", KILLS)
    halfway = len(set(server.ids()))
    server.thinks = 0.0
    after_the_claims_ran_out()
    with sender(server, database, var, "right"):
        deadline = time.monotonic() + 180
        while OutgoingMail.objects.waiting().exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    arrived = Counter(server.ids())
    doubles = sum(times - 1 for times in arrived.values())
    print(
        f"\n{connection.vendor}: {KILLS} kills, {halfway} of {number} sent when the last one fell;"
        f" lost {number - len(arrived)}, doubled {doubles}"
    )
    assert len(arrived) == number
    assert doubles <= KILLS
    assert halfway < number


def test_a_worker_that_marks_before_it_sends_does_lose_mail_when_it_is_killed(
    server: MailServer, database: str, var: Path
) -> None:
    """The control: it proves that the kills fall where they hurt. Eleven starts of a worker."""
    queued(100)
    server.thinks = THINKS

    killed(server, database, var, "wrong", 10)
    server.thinks = 0.0
    after_the_claims_ran_out()
    with sender(server, database, var, "right"):
        deadline = time.monotonic() + 180
        while OutgoingMail.objects.waiting().exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    lost = 100 - len(set(server.ids()))
    print(f"\n{connection.vendor}: the control lost {lost} of 100 in 10 kills")
    assert lost > 0
