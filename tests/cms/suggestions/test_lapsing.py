"""What nobody looks at is asked after, and then closed with a kind word."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.desk import desk, waiting
from cms.enums import SuggestionState
from cms.models import Notice, OutgoingMail, PlainPage, Suggestion
from cms.suggestions.lapsing import remind_and_lapse
from cms.suggestions.outcomes import OUTCOME, STALE
from cms.suggestions.services import confirm, token_of
from network.enums import Role
from network.models import User
from tests.cms.suggestions.conftest import Suggesting

pytestmark = pytest.mark.django_db

BETTER = {"summary": "Samen koken en eten."}


@pytest.fixture
def editor(account: Any) -> User:
    made: User = account(Role.EDITOR)
    return made


def test_after_thirty_days_reviewers_are_reminded_once_and_after_two_weeks_more_it_closes(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    suggestion, now = suggesting(BETTER), timezone.now()

    assert remind_and_lapse(now + timedelta(days=29)) == 0
    for _time in range(2):
        remind_and_lapse(now + timedelta(days=31))
    assert [each.recipient for each in Notice.objects.filter(kind=STALE)] == [editor]
    assert len(desk["stale suggestions"].items(editor)) == 1

    assert remind_and_lapse(now + timedelta(days=44)) == 0
    assert remind_and_lapse(now + timedelta(days=46)) == 1
    row = Suggestion.objects.get(pk=suggestion.pk)
    assert (row.state, row.decided_by) == (SuggestionState.LAPSED, None)
    assert [each.recipient for each in Notice.objects.filter(kind=OUTCOME)] == [contributor]
    assert remind_and_lapse(now + timedelta(days=90)) == 0


def test_who_suggested_it_from_outside_is_mailed_that_it_was_closed(
    page: PlainPage, suggesting: Suggesting
) -> None:
    outside = suggesting(BETTER, contributor=None, name="Bep", email="bep@buiten.example")
    confirm(token_of(outside))
    Suggestion.objects.update(reminded_at=timezone.now() - timedelta(days=15))

    remind_and_lapse()

    assert OutgoingMail.objects.filter(kind=OUTCOME, to="bep@buiten.example").count() == 1


def test_what_waits_is_listed_for_who_looks_at_it_and_for_nobody_else(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    suggesting(BETTER)
    suggesting({"summary": "Anders."}, contributor=editor)

    assert len(waiting["suggestions"].items(editor)) == 1
    assert waiting["suggestions"].items(contributor) == []
