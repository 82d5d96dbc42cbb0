"""Pictures and documents, whose titles are read by everybody."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from cms.detector.forms import CONFIRMATION
from cms.models import HomePage, SiteDocument, SiteImage

pytestmark = pytest.mark.django_db

SECRET = "Mevrouw Kanarie, Kanaalstraat 12"


def picture() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (20, 20)).save(stream, "PNG")
    return SimpleUploadedFile("soep.png", stream.getvalue(), "image/png")


def send(client: Client, address: str, **data: Any) -> Any:
    root = Collection.get_first_root_node()
    assert root
    return client.post(reverse(address), {"collection": root.pk, "tags": "", **data})


@pytest.mark.parametrize("field", ["title", "description", "credit"])
def test_details_with_a_picture_are_asked_about_once(
    home: HomePage, admin_client: Client, field: str
) -> None:
    data = {"title": "Soep", field: SECRET}

    asked = send(admin_client, "wagtailimages:add", file=picture(), **data)
    assert f'name="{CONFIRMATION}"' in asked.content.decode()
    assert not SiteImage.objects.exists()

    data[CONFIRMATION] = "on"
    send(admin_client, "wagtailimages:add", file=picture(), **data)
    assert SiteImage.objects.filter(**{field: SECRET}).exists()


def test_details_in_the_title_of_a_document_are_asked_about_once(
    home: HomePage, admin_client: Client
) -> None:
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("verslag.txt", b"Verslag")

    asked = send(admin_client, "wagtaildocs:add", file=file(), title=SECRET)
    assert f'name="{CONFIRMATION}"' in asked.content.decode()
    assert not SiteDocument.objects.exists()

    send(admin_client, "wagtaildocs:add", file=file(), title=SECRET, **{CONFIRMATION: "on"})
    assert SiteDocument.objects.filter(title=SECRET).exists()


def test_a_plain_title_is_asked_nothing(home: HomePage, admin_client: Client) -> None:
    send(
        admin_client,
        "wagtailimages:add",
        file=picture(),
        title="Soep in de Kanaalstraat",
    )

    assert SiteImage.objects.exists()
