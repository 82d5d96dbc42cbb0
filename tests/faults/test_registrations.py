"""Registering with many at once, in full, and while what handles it is killed.

The fast ones of the same scenarios are in tests/events/test_registration_races.py.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from cms.models import OutgoingMail
from events.models import Event, Registration
from tests.events.registering_at_once import fill_a_hall, fill_sessions, let_everything_happen
from tests.factories import EventFactory

pytestmark = [pytest.mark.fault, pytest.mark.slow, pytest.mark.django_db]

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("SCHAKEL_KILLS", "30"))
ROUNDS = int(os.environ.get("SCHAKEL_ROUNDS", "20"))
# Seconds after which something hangs; nothing is measured with it.
PATIENCE = 180


@pytest.mark.usefixtures("own_database")
def test_five_hundred_at_once_for_fifty_places_fill_the_hall_exactly() -> None:
    """Twenty rounds of 500 attempts, 64 at a time."""
    for _round in range(ROUNDS):
        fill_a_hall(places=50, attempts=500, threads=64)
    print(f"\n{connection.vendor}: {ROUNDS} rounds of 500 for 50 places, each hall exactly full")


@pytest.mark.usefixtures("own_database")
def test_two_hundred_at_once_for_sessions_of_twenty_overfill_none() -> None:
    """200 attempts, 64 at a time."""
    fill_sessions(seats=20, attempts=200, threads=64)
    print(f"\n{connection.vendor}: 200 attempts on sessions of 20, none above 20, no deadlock")


@pytest.mark.usefixtures("own_database")
def test_two_hundred_people_who_come_and_go_leave_no_place_free_while_others_wait() -> None:
    """Five orders of some 240 changes, 32 at a time."""
    for seed in range(5):
        let_everything_happen(people=200, threads=32, seed=seed)
    print(
        f"\n{connection.vendor}: 5 times 200 people who come and go, no place lost, one mail each"
    )


class Registrar:
    """Processes that register people without end, one after the other; see `registrar.py`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def does(self, order: str) -> str:
        """Give an order; return the answer to it."""
        assert self._process.stdin
        assert self._process.stdout
        print(order, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()


@pytest.fixture
def registrar(own_database: str, tmp_path: Path) -> Iterator[Registrar]:
    command = [sys.executable, "-m", "tests.faults.registrar", str(tmp_path / "acknowledged")]
    env = {**os.environ, "SCHAKEL_DATABASE": own_database, "SCHAKEL_VAR": str(tmp_path)}
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, cwd=ROOT, env=env, stdin=pipe, stdout=pipe, text=True
    )
    with process:
        yield Registrar(process)


def killed(registrar: Registrar, manner: str, times: int, acknowledged: Path) -> list[str]:
    """Start and kill, `times` times; return the keys of what was acknowledged."""
    chance = random.Random(20_26)
    acknowledged.touch()
    # A key and the end of its line.
    line = 37
    for _kill in range(times):
        enough = acknowledged.stat().st_size + chance.randint(1, 6) * line
        assert registrar.does(manner) == "done"
        deadline = time.monotonic() + PATIENCE
        while acknowledged.stat().st_size < enough:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.1))
        assert registrar.does("kill") == "done"
    # The last line may be half there: it was not acknowledged then.
    return acknowledged.read_text().split("\n")[:-1]


def lacks_a_mail() -> int:
    """Return of how many registrations the mail is not there, or is there without them."""
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    return len(told ^ set(Registration.objects.values_list("email", flat=True)))


def test_a_process_killed_while_it_registers_leaves_no_half_rows(
    registrar: Registrar, tmp_path: Path
) -> None:
    """Thirty kills, each after some registrations."""
    event = EventFactory.create(capacity=20)
    keys = killed(registrar, f"right {event.pk}", KILLS, tmp_path / "acknowledged")

    event = Event.objects.get(pk=event.pk)
    rows = Registration.objects.filter(event=event)
    print(
        f"\n{connection.vendor}: {KILLS} kills, {len(keys)} acknowledged, {rows.count()} kept,"
        f" {lacks_a_mail()} without their mail"
    )
    kept = {str(key) for key in rows.values_list("key", flat=True)}
    assert set(keys) <= kept
    # Of each kill at most the one that was not answered yet.
    assert len(kept) - len(keys) <= KILLS
    assert lacks_a_mail() == 0
    assert rows.filter(status="registered").count() == min(20, rows.count())
    numbers = rows.order_by("queue_number").values_list("queue_number", flat=True)
    assert list(numbers) == list(range(1, rows.count() + 1))
    assert event.queue_counter == rows.count()


def test_one_that_writes_without_a_transaction_does_leave_half_rows_when_it_is_killed(
    registrar: Registrar, tmp_path: Path
) -> None:
    """The control: it proves that the kills fall where they hurt."""
    event = EventFactory.create(capacity=20)
    killed(registrar, f"wrong {event.pk}", KILLS, tmp_path / "acknowledged")

    event = Event.objects.get(pk=event.pk)
    half = lacks_a_mail() + event.queue_counter - event.registrations.count()
    print(f"\n{connection.vendor}: the control left {half} halves in {KILLS} kills")
    assert half > 0
