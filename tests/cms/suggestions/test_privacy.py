"""What is kept of who suggested something, and until when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms.enums import SuggestionState
from cms.models import Suggestion
from cms.privacy.providers import providers
from cms.suggestions.services import confirm, token_of
from network.models import User
from tests.cms.suggestions.conftest import Suggesting

pytestmark = pytest.mark.django_db

OUTSIDER: dict[str, Any] = {"contributor": None, "name": "Bea", "email": "bea@elders.example"}


def thin(after: timedelta, *, dry_run: bool = False) -> list[int]:
    found = providers["suggestions"].minimise(timezone.now() + after, dry_run)
    return [each.count for each in found]


def test_what_nobody_confirmed_goes_after_a_week(suggesting: Suggesting) -> None:
    suggesting({"summary": "Beter."}, **OUTSIDER)

    assert thin(timedelta(days=6)) == [0, 0]
    assert thin(timedelta(days=8), dry_run=True) == [1, 0]
    assert Suggestion.objects.exists()
    thin(timedelta(days=8))
    assert not Suggestion.objects.exists()


def test_who_made_it_from_outside_is_forgotten_four_weeks_after_the_decision(
    suggesting: Suggesting,
) -> None:
    suggestion = confirm(token_of(suggesting({"summary": "Beter."}, **OUTSIDER)))
    Suggestion.objects.update(state=SuggestionState.DECLINED, decided_at=timezone.now())

    thin(timedelta(days=27))
    suggestion.refresh_from_db()
    assert suggestion.email
    thin(timedelta(days=29))
    suggestion.refresh_from_db()
    assert (suggestion.name, suggestion.email) == ("", "")


def test_no_version_of_a_suggestion_holds_a_name_or_an_address(suggesting: Suggesting) -> None:
    confirm(token_of(suggesting({"summary": "Beter."}, **OUTSIDER)))

    versions = Revision.objects.filter(content_type__model="suggestion")
    assert versions.exists()
    for version in versions:
        assert "bea@elders.example" not in str(version.content)
        assert "Bea" not in str(version.content)


def test_whoever_goes_leaves_the_text_and_the_organisation(
    suggesting: Suggesting, contributor: User
) -> None:
    suggestion = suggesting({"summary": "Beter."})
    outside = suggesting({"summary": "B."}, contributor=None, name="M.", email=contributor.email)

    providers["suggestions"].erase(contributor)
    contributor.delete()

    suggestion.refresh_from_db()
    assert (suggestion.contributor, suggestion.organisation) == (None, "Buurthuis")
    assert not Suggestion.objects.filter(pk=outside.pk).exists()


def test_a_member_gets_what_they_suggested(suggesting: Suggesting, contributor: User) -> None:
    suggesting({"summary": "Beter."}, note="Te kort")

    exported = providers["suggestions"].export(contributor)["suggestions"]

    assert [one["note"] for one in exported] == ["Te kort"]
