"""Photos of updates: small, described, seen by whom the update is for, and gone with it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Locale

from cms.models import SiteImage
from coalitions.models import Coalition, ProgressUpdate, UpdateVersion
from coalitions.services.updates import withdraw_update
from network.enums import Role
from tests.coalitions.telling import client_of, form, new_address, photo, the_update
from tests.factories import (
    ParticipationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_dutch")]


def test_a_photo_is_made_small_and_says_nothing_about_who_took_it_where(
    lead: Any, coalition: Any
) -> None:
    sent = form(photo=photo(), photo_alt="Buren aan tafel")

    client_of(lead).post(new_address(coalition), sent)

    picture = the_update().photo
    kept = Image.open(picture.file.open("rb"))
    assert max(kept.size) == 1600
    assert not kept.getexif()
    assert "vakantie" not in picture.file.name
    assert b"Telefoonmaker" not in picture.file.open("rb").read()


def test_a_photo_taken_sideways_stands_upright(lead: Any, coalition: Any) -> None:
    sent = form(photo=photo((400, 200), orientation=6), decorative="on")

    client_of(lead).post(new_address(coalition), sent)

    picture = the_update().photo
    assert (picture.width, picture.height) == (200, 400)


@pytest.mark.parametrize(
    "bad",
    [
        SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
        SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 200, "image/jpeg"),
        SimpleUploadedFile("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg"),
    ],
)
def test_what_is_no_photo_is_refused_with_words(
    bad: SimpleUploadedFile, lead: Any, coalition: Any
) -> None:
    bad.seek(0)
    answer = client_of(lead).post(new_address(coalition), form(photo=bad, decorative="on"))

    assert "photo" in answer.context["form"].errors
    assert not SiteImage.objects.exists()


def test_a_photo_needs_words_or_says_that_it_needs_none(lead: Any, coalition: Any) -> None:
    client = client_of(lead)

    without = client.post(new_address(coalition), form(photo=photo()))
    client.post(new_address(coalition), form(photo=photo(), decorative="on"))

    assert "photo_alt" in without.context["form"].errors
    assert ProgressUpdate.objects.get().photo_alt == ""


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"lead", "participant", "member", "visitor"}),
        ("network", {"lead", "participant", "member"}),
        ("coalition", {"lead", "participant"}),
    ],
)
def test_a_photo_is_seen_by_whoever_may_read_its_update_and_by_no_other_way(
    visibility: str, readers: set[str], lead: Any, coalition: Any
) -> None:
    people = {"lead": lead, "participant": ParticipationFactory(coalition=coalition).user}
    people |= {"member": UserFactory()}
    client_of(lead).post(
        new_address(coalition), form(photo=photo(), decorative="on", visibility=visibility)
    )
    update = the_update()
    address = reverse("update_photo", args=[update.pk])

    clients = {name: client_of(user) for name, user in people.items()} | {"visitor": Client()}
    seen = {name for name, client in clients.items() if client.get(address).status_code == 200}

    assert seen == readers
    ways = [update.photo.file.url, *(size.url for size in update.photo.renditions.all())]
    assert len(ways) == 2
    for name in ("visitor", "member"):
        assert {clients[name].get(way).status_code for way in ways} <= {302, 404}


def test_what_a_coalition_told_goes_with_the_last_of_its_pages(
    lead: Any, coalition: Any, english_home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client_of(lead).post(new_address(coalition), form(photo=photo(), decorative="on"))
    picture = the_update().photo
    storage, name = picture.file.storage, picture.file.name
    dutch = coalition.page
    english = dutch.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)

    english.delete()
    assert ProgressUpdate.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        dutch.delete()
    assert not Coalition.objects.exists()
    assert not ProgressUpdate.objects.exists()
    assert not storage.exists(name)
    assert not lead.groups.filter(name=Role.LEAD).exists()


def test_withdrawing_removes_the_photo_from_the_disk(
    lead: Any, coalition: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client_of(lead).post(new_address(coalition), form(photo=photo(), decorative="on"))
    update = the_update()
    storage, name = update.photo.file.storage, update.photo.file.name

    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_update(lead, update)
        withdraw_update(lead, update)

    assert not SiteImage.objects.exists()
    assert UpdateVersion.objects.count() == 1
    assert not storage.exists(name)
