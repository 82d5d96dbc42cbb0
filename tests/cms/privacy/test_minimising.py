"""Tests of what is removed when its time has come: counted first, then removed, never before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from cms.models import Notice
from cms.privacy import nightly
from cms.privacy.services import minimise
from network.enums import ApplicationState, PledgeState
from network.models import Application, EmergencyAccess, Pledge
from tests.factories import ApplicationFactory, PledgeFactory, UserFactory

NOW = datetime(2030, 1, 15, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
Make = Callable[[datetime], Any]


def decided(at: datetime) -> Any:
    return ApplicationFactory.create(state=ApplicationState.DECLINED, decided_at=at)


def waiting(at: datetime) -> Any:
    return ApplicationFactory.create(created_at=at)


def closed(at: datetime) -> Any:
    return PledgeFactory.create(state=PledgeState.KEPT, closed_at=at)


def emergency(at: datetime) -> Any:
    return EmergencyAccess.objects.create(at=at, method="GET", path="/admin/")


def session(at: datetime) -> Any:
    return Session.objects.create(session_key=at.isoformat()[:30], expire_date=at)


def notice(at: datetime) -> Any:
    return Notice.objects.create(
        recipient=UserFactory.create(), kind="t", key=at.isoformat(), line="x", created_at=at
    )


RULES = [
    (decided, Application, 28),
    (waiting, Application, 183),
    (closed, Pledge, 365),
    (emergency, EmergencyAccess, 365),
    (session, Session, 0),
    (notice, Notice, 365),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "model", "days"), RULES, ids=lambda each: getattr(each, "__name__", "")
)
def test_it_goes_when_its_time_has_come_and_not_before(make: Make, model: Any, days: int) -> None:
    minute = timedelta(minutes=1)
    late = make(NOW - timedelta(days=days) - minute)
    fresh = make(NOW - timedelta(days=days) + minute)
    counted = [each.count for each in minimise(NOW, dry_run=True)]
    assert model.objects.filter(pk=late.pk).exists()
    assert sum(counted) == 1
    assert [each.count for each in minimise(NOW)] == counted
    assert not model.objects.filter(pk=late.pk).exists()
    assert model.objects.filter(pk=fresh.pk).exists()
    assert sum(each.count for each in minimise(NOW)) == 0


def test_a_promise_that_is_open_stays_however_old(db: None) -> None:
    PledgeFactory.create(made_at=NOW - timedelta(days=2000), due=NOW.date())
    minimise(NOW)
    assert Pledge.objects.count() == 1


def test_who_changed_what_is_forgotten_after_two_years_and_the_change_stays(home: Any) -> None:
    user = UserFactory.create()
    home.save_revision(user=user)
    PageLogEntry.objects.log_action(home, "wagtail.edit", user=user)
    old = NOW - timedelta(days=731)
    Revision.objects.update(created_at=old)
    PageLogEntry.objects.update(timestamp=old)
    entries = PageLogEntry.objects.count()
    minimise(NOW, dry_run=True)
    assert PageLogEntry.objects.filter(user=user.pk).exists()
    assert Revision.objects.filter(user=user).exists()
    minimise(NOW)
    assert not PageLogEntry.objects.filter(user=user.pk).exists()
    assert not Revision.objects.filter(user=user).exists()
    assert PageLogEntry.objects.count() == entries


def test_the_command_tells_what_and_how_many(db: None, capsys: Any) -> None:
    ApplicationFactory.create(created_at=timezone.now() - timedelta(days=400))
    call_command("privacy", "minimise", "--dry-run")
    shown = capsys.readouterr().out
    assert "      1  " in shown
    assert Application.objects.count() == 1


@pytest.fixture
def nights(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments at which was thinned out."""
    settings.VAR_DIR = tmp_path
    done: list[datetime] = []
    monkeypatch.setattr(nightly, "minimise", done.append)
    return done


def test_it_is_done_once_a_night(nights: list[datetime]) -> None:
    nightly.minimise_nightly(NOW)
    assert not nightly.minimise_nightly(NOW + timedelta(hours=14))
    assert nightly.minimise_nightly(NOW.replace(day=16, hour=3))
    assert len(nights) == 2


def test_a_missed_night_is_made_up_for_at_the_next_look(nights: list[datetime]) -> None:
    nightly.minimise_nightly(NOW)
    assert nightly.minimise_nightly(NOW + timedelta(days=9))
    assert not nightly.minimise_nightly(NOW + timedelta(days=9, minutes=10))


def test_a_night_that_failed_is_tried_again(
    nights: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_now: datetime) -> None:
        raise RuntimeError("busy")

    monkeypatch.setattr(nightly, "minimise", fail)
    with pytest.raises(RuntimeError):
        nightly.minimise_nightly(NOW)
    monkeypatch.setattr(nightly, "minimise", nights.append)
    assert nightly.minimise_nightly(NOW)
