"""What stays of a comment when its writer goes, when it is taken away, when its page is gone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.comments import services
from cms.models import PageComment
from cms.privacy.providers import providers
from network.models import User
from tests.cms.comments.conftest import said

pytestmark = pytest.mark.django_db

PROVIDER = providers["page_comments"]


def in_two_months() -> Any:
    return timezone.now() + timedelta(days=60)


def test_somebody_gets_what_they_said_and_not_what_they_took_away(
    practice: Any, nel: User, noor: User
) -> None:
    said(practice, nel, "Van Nel.")
    said(practice, noor, "Van Noor.")
    services.take_away(said(practice, nel, "Toch niet."))

    exported = PROVIDER.export(nel)["page_comments"]

    assert [each["text"] for each in exported] == ["Van Nel."]


def test_the_text_stays_without_a_name_when_the_account_goes(
    practice: Any, nel: User, noor: User
) -> None:
    comment = said(practice, nel, mentioned=[noor.pk])
    PageComment.objects.filter(pk=comment.pk).update(organisation="Buurthuis Oost")

    noor.delete()
    nel.delete()

    comment.refresh_from_db()
    assert (comment.author, comment.organisation) == (None, "Buurthuis Oost")
    assert comment.text
    assert not comment.mentioned.exists()


def test_what_was_taken_away_goes_after_a_month_unless_it_was_answered(
    practice: Any, nel: User
) -> None:
    gone, answered, kept = (said(practice, nel, text) for text in ("Een", "Twee", "Drie"))
    said(practice, nel, "Antwoord", answers=answered)
    services.take_away(gone)
    services.take_away(answered)
    assert PROVIDER.minimise(timezone.now(), False)[0].count == 0

    assert PROVIDER.minimise(in_two_months(), True)[0].count == 1
    assert PageComment.objects.filter(pk=gone.pk).exists()
    PROVIDER.minimise(in_two_months(), False)

    assert not PageComment.objects.filter(pk=gone.pk).exists()
    assert PageComment.objects.filter(pk__in=[answered.pk, kept.pk]).count() == 2


def test_comments_go_with_their_page(practice: Any, nel: User) -> None:
    said(practice, nel)
    assert PROVIDER.minimise(timezone.now(), False)[0].count == 0
    practice.delete()

    PROVIDER.minimise(timezone.now(), False)

    assert not PageComment.objects.exists()
