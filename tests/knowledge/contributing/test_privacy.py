"""What somebody added can be read by them, and what they only began goes with them."""

from typing import Any

import pytest
from django.test import Client

from cms.privacy.providers import providers
from knowledge.models import PagePhoto, Practice
from network.models import User

pytestmark = pytest.mark.django_db

NEW = "/nl/toevoegen/voorbeeld/"


@pytest.fixture
def drafts(browser: Client, told: Any, picture: Any) -> dict[str, Any]:
    """A draft with a photo, kept by nobody else."""
    said = {**told, "photo": picture, "photo_alt": "Een pan", "photo_consent": "nobody"}
    browser.post(NEW, {**said, "action": "save"})
    return said


def test_drafts_and_photos_are_in_what_somebody_takes_along(member: User, drafts: Any) -> None:
    given = providers["knowledge"].export(member)

    assert given["drafts"] == [{"title": "Soep op straat"}]
    assert [row["alt"] for row in given["photos"]] == ["Een pan"]


def test_what_was_only_begun_goes_with_its_writer(member: User, drafts: Any) -> None:
    providers["knowledge"].erase(member)

    assert not Practice.objects.filter(owner=member).exists()
    assert not PagePhoto.objects.exists()


def test_what_was_sent_in_stays_for_the_editors(browser: Client, member: User, drafts: Any) -> None:
    page = Practice.objects.get(owner=member)
    browser.post(f"/nl/concepten/{page.pk}/insturen/")

    providers["knowledge"].erase(member)

    assert Practice.objects.filter(pk=page.pk).exists()
