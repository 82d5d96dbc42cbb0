"""A member who adds something, and lists to put it on."""

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from knowledge.models import Activity, Lesson, Practice
from network.models import User
from tests.factories import MemberFactory, OrganisationFactory
from tests.factories.knowledge import index_of


@pytest.fixture
def lists(home: Any) -> None:
    """The lists on which pages are put."""
    for model in (Practice, Activity, Lesson):
        index_of(model)


@pytest.fixture
def member(lists: None) -> User:
    """A member who speaks for an organisation."""
    buurt = OrganisationFactory.create(name="Buurthuis Oost")
    user: User = MemberFactory.create(organisation=buurt, organisation_claimed=False).user
    return user


@pytest.fixture
def browser(member: User) -> Client:
    """The member's browser."""
    client = Client()
    client.force_login(member)
    return client


@pytest.fixture
def told() -> dict[str, Any]:
    """What somebody fills in about a practice."""
    return {
        "key": str(uuid4()),
        "title": "Soep op straat",
        "approach": "We koken <script>alert(1)</script> samen.\n\n- ui\n- prei",
    }


@pytest.fixture
def picture() -> SimpleUploadedFile:
    """A photo of a phone, which says where it was taken."""
    written = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telefoonmaker"
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("straat.jpg", written.getvalue(), "image/jpeg")
