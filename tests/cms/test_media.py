"""What is served straight from the folder of uploads, and what is not."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file_jpeg
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import HomePage, SiteDocument, SiteImage
from network.enums import Role
from network.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def private_document(home: HomePage) -> Any:
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return SiteDocument.objects.create(
        title="Notulen", collection=collection, file=ContentFile(b"geheim", name="notulen.txt")
    )


def test_a_size_of_a_picture_is_served(client: Client) -> None:
    folder = Path(settings.MEDIA_ROOT) / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "foto.webp").write_bytes(b"RIFF")

    assert client.get("/media/images/foto.webp").status_code == 200


@pytest.mark.parametrize("folder", ["", "images/../", "images/%2e%2e/"])
def test_a_private_document_cannot_be_had_around_its_view(
    folder: str, private_document: Any, client: Client
) -> None:
    response = client.get(f"/media/{folder}{private_document.file.name}")

    assert response.status_code in {400, 404}
    assert client.get(private_document.url).status_code == 302


def test_a_size_of_a_private_picture_is_for_the_admin_alone(
    private_document: Any, client: Client, account: Any
) -> None:
    picture = SiteImage.objects.create(
        title="Foto", collection=private_document.collection, file=get_test_image_file_jpeg()
    )

    url = picture.get_rendition("width-100").url

    assert client.get(url).status_code == 302
    client.force_login(account(Role.MEMBER))
    assert client.get(url).status_code == 404
    assert client.get(url.replace("private_images", "images")).status_code == 404
    without = User.objects.create_user("zonder@schakel.example", "wachtwoord")
    without.groups.add(Group.objects.get(name=Role.EDITOR))
    client.force_login(without)
    assert client.get(url).status_code != 200, "nobody sees it who has no second step yet"
    client.force_login(account(Role.EDITOR))
    assert client.get(url).status_code == 200
