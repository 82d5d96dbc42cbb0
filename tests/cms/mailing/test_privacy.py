"""What mails say is forgotten in time: counted first, then emptied or removed, never before."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.forms.models import model_to_dict
from django.utils import timezone

from cms.mailing.privacy import minimise
from cms.mailing.sending import send_due
from cms.models import OutgoingMail
from network.services.joining import decline
from tests.factories import ApplicationFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 1, 15, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
MINUTE = timedelta(minutes=1)
WEEK = timedelta(days=7)


def mail(**fields: Any) -> OutgoingMail:
    words = {
        "text": "Lieve Wilma",
        "html": "<p>Lieve Wilma</p>",
        "headers": {"List-Unsubscribe": "<https://schakel.example/stop/Wilma>"},
        "attachments": [{"name": "Wilma.csv", "type": "text/csv", "content": ""}],
    }
    fixed = {"to": "an@schakel.example", "subject": "Dag", "kind": "joining"}
    return OutgoingMail.objects.create(**{**fixed, **words, **fields})


def counts(*, dry_run: bool) -> list[int]:
    return [each.count for each in minimise(NOW, dry_run=dry_run)]


@pytest.mark.parametrize("kind", ["joining", "weekly", "test"])
def test_a_week_after_sending_nothing_is_left_of_what_it_said(kind: str) -> None:
    late = mail(kind=kind, sent_at=NOW - WEEK - MINUTE)
    fresh = mail(kind=kind, sent_at=NOW - WEEK + MINUTE)

    assert counts(dry_run=True) == [1, 0]
    late.refresh_from_db()
    assert "Wilma" in str(model_to_dict(late))

    assert counts(dry_run=False) == [1, 0]
    late.refresh_from_db()
    fresh.refresh_from_db()
    assert "Wilma" not in str(model_to_dict(late))
    assert (fresh.text, len(fresh.attachments)) == ("Lieve Wilma", 1)
    assert counts(dry_run=False) == [0, 0]


@pytest.mark.parametrize("part", ["text", "html", "headers", "attachments"])
def test_a_mail_of_which_one_part_is_left_is_emptied_too(part: str) -> None:
    empty = {"text": "", "html": "", "headers": {}, "attachments": []}
    del empty[part]
    late = mail(**empty, sent_at=NOW - WEEK - MINUTE)

    assert counts(dry_run=False) == [1, 0]
    late.refresh_from_db()
    assert not getattr(late, part)


@pytest.mark.parametrize("end", ["sent_at", "failed_at"])
def test_what_was_sent_or_given_up_is_removed_after_four_weeks(end: str) -> None:
    late = mail(**{end: NOW - 4 * WEEK - MINUTE})
    fresh = mail(**{end: NOW - 4 * WEEK + MINUTE}, **({"text": ""} if end == "sent_at" else {}))
    # Emptied already.
    OutgoingMail.objects.filter(pk=fresh.pk, sent_at__isnull=False).update(
        html="", headers={}, attachments=[]
    )

    assert counts(dry_run=True) == [0, 1]
    assert OutgoingMail.objects.filter(pk=late.pk).exists()
    assert counts(dry_run=False) == [0, 1]
    assert list(OutgoingMail.objects.all()) == [fresh]


def test_what_was_given_up_can_be_sent_again_as_it_was_for_four_weeks() -> None:
    mail(failed_at=NOW - 4 * WEEK + MINUTE)

    minimise(NOW, dry_run=False)

    assert OutgoingMail.objects.get().text == "Lieve Wilma"


def test_what_waits_is_kept_however_old() -> None:
    mail(created_at=NOW - timedelta(days=400), due_at=NOW - timedelta(days=400))

    assert counts(dry_run=False) == [0, 0]
    assert OutgoingMail.objects.get().text == "Lieve Wilma"


def test_why_somebody_was_declined_is_gone_a_week_after_they_were_told() -> None:
    decline(ApplicationFactory.create(), "Je woont in Zevenbergen", UserFactory.create())
    send_due()
    assert "Zevenbergen" in str(django_mail.outbox[0].body)
    assert "Zevenbergen" in str(list(OutgoingMail.objects.values()))

    minimise(timezone.now() + WEEK + MINUTE, dry_run=False)

    assert OutgoingMail.objects.exists()
    assert "Zevenbergen" not in str(list(OutgoingMail.objects.values()))
