"""The photo of a page: with consent, stripped, private until the page is not."""

from typing import Any

import pytest
from django.test import Client
from PIL import Image

from cms.models import SiteImage
from knowledge.models import PagePhoto, Practice
from network.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

NEW = "/nl/toevoegen/voorbeeld/"


@pytest.fixture
def said(told: Any, picture: Any) -> dict[str, Any]:
    """A practice with a photo, and what is asked about it."""
    return {**told, "photo": picture, "photo_alt": "Een pan soep", "photo_consent": "nobody"}


def _photo() -> PagePhoto:
    return PagePhoto.objects.get()


def test_a_photo_is_kept_without_what_the_phone_wrote_into_it(browser: Client, said: Any) -> None:
    browser.post(NEW, {**said, "action": "save"})

    kept = Image.open(_photo().picture.file.open("rb"))
    assert not kept.getexif()
    assert _photo().consent == "nobody"
    assert _photo().picture.collection.get_view_restrictions().exists()


@pytest.mark.parametrize("missing", ["photo_consent", "photo_alt"])
def test_a_photo_without_consent_or_words_is_not_kept(
    missing: str, browser: Client, said: Any
) -> None:
    answer = browser.post(NEW, {**said, missing: "", "action": "save"})

    assert answer.context["form"].errors[missing]
    assert not PagePhoto.objects.exists()


def test_a_photo_of_a_draft_is_seen_by_who_made_it_alone(
    browser: Client, said: Any, client: Client
) -> None:
    browser.post(NEW, {**said, "action": "save"})
    address = f"/nl/foto/{_photo().pk}/"

    assert browser.get(address).status_code == 200
    assert client.get(address).status_code == 404
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404


def test_a_photo_is_seen_by_everybody_once_its_page_is(
    browser: Client, member: User, said: Any, client: Client
) -> None:
    browser.post(NEW, {**said, "action": "save"})
    page = Practice.objects.get(owner=member)
    page.get_latest_revision().publish()
    address = f"/nl/foto/{_photo().pk}/"

    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    assert address in client.get(Practice.objects.get(pk=page.pk).get_url()).content.decode()

    page.refresh_from_db()
    page.unpublish()
    assert client.get(address).status_code == 404


def test_a_photo_goes_with_its_file_and_with_its_draft(
    browser: Client, member: User, said: Any
) -> None:
    browser.post(NEW, {**said, "action": "save"})
    page = Practice.objects.get(owner=member)

    browser.post(
        f"/nl/concepten/{page.pk}/",
        {"key": said["key"], "title": "Soep", "remove_photo": "on", "action": "save"},
    )

    assert not PagePhoto.objects.exists()
    assert not SiteImage.objects.exists()


def test_what_is_no_photo_is_refused_with_words(browser: Client, said: Any, picture: Any) -> None:
    picture.seek(0)
    picture.file.seek(0)
    said["photo"] = type(picture)("foto.jpg", b"<svg onload=alert(1)>", "image/jpeg")

    answer = browser.post(NEW, {**said, "action": "save"})

    assert answer.context["form"].errors["photo"]
    assert not SiteImage.objects.exists()
