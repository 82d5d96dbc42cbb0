"""The worker runs what is due, at once when woken, and survives a duty that fails."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms import worker
from cms.models import HomePage, PlainPage
from cms.registry import Registry
from cms.tasks import publish_scheduled
from cms.worker import Duty, Worker, wake


@pytest.fixture(autouse=True)
def own_duties(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(worker, "duties", Registry("duty"))
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


@pytest.fixture
def running() -> Iterator[Any]:
    """A function that starts a worker in a thread; it is stopped at the end."""
    started: list[tuple[Worker, threading.Thread]] = []

    def start() -> None:
        made = Worker()
        thread = threading.Thread(target=made.run)
        thread.start()
        started.append((made, thread))

    yield start
    for made, thread in started:
        made.stop()
        wake()
        thread.join(timeout=5)
        assert not thread.is_alive()


def test_a_duty_runs_when_it_is_due_and_not_before() -> None:
    runs: list[int] = []
    worker.duties.register("count", Duty(lambda: runs.append(1), seconds=10))
    made = Worker()

    for moment in (0.0, 5.0, 10.0):
        made.turn(moment)

    assert len(runs) == 2


def test_a_duty_that_fails_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[int] = []
    worker.duties.register("broken", Duty(lambda: 1 // 0, seconds=1))
    worker.duties.register("sound", Duty(lambda: runs.append(1), seconds=1))

    Worker().turn(0.0)

    assert runs == [1]
    assert "The duty broken failed" in caplog.text


def test_waking_runs_a_duty_long_before_it_is_due(running: Any) -> None:
    ran = threading.Semaphore(0)
    waiting: list[int] = []
    worker.duties.register("count", Duty(lambda: ran.release(), seconds=3600))
    worker.duties.register("slow", Duty(lambda: waiting.append(1), seconds=3600, at_wake=False))
    running()
    assert ran.acquire(timeout=5)

    wake()

    assert ran.acquire(timeout=5)
    assert len(waiting) == 1


def test_a_worker_that_cannot_be_woken_does_its_duties_all_the_same(
    running: Any, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path / ("map" * 40)
    ran = threading.Semaphore(0)
    worker.duties.register("count", Duty(lambda: ran.release(), seconds=0.1))

    running()

    assert ran.acquire(timeout=5)
    assert ran.acquire(timeout=5)


def test_waking_is_harmless_when_no_worker_runs() -> None:
    wake()


def test_the_worker_publishes_what_was_scheduled(home: HomePage) -> None:
    page = home.add_child(instance=PlainPage(title="Later", slug="later", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    publish_scheduled()

    page.refresh_from_db()
    assert page.live
