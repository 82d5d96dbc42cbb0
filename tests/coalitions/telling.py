"""What tests of updates share: what a form sends, a photo, and who sends it."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from coalitions.models import ProgressUpdate
from coalitions.services.updates import post_update

HAPPENED = "Wij kookten met twaalf buren."


def post(user: Any, coalition: Any, **more: Any) -> Any:
    values: dict[str, Any] = {"key": uuid4(), "happened": HAPPENED} | more
    return post_update(user, coalition, **values)


def form(**more: Any) -> dict[str, Any]:
    """Return what a browser sends when only one line is typed."""
    today = timezone.localdate().isoformat()
    base = {"key": str(uuid4()), "visibility": "network", "happened_on": today}
    return base | {"happened": HAPPENED} | more


def photo(size: tuple[int, int] = (3000, 2000), orientation: int = 1) -> SimpleUploadedFile:
    """Return a photo that says where it was taken."""
    written, said = BytesIO(), Image.Exif()
    said[0x0112] = orientation
    said[0x010F] = "Telefoonmaker"
    said.get_ifd(0x8825)[1] = "N"
    said.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    Image.new("RGB", size, "green").save(written, "JPEG", exif=said)
    return SimpleUploadedFile("IMG_vakantie.jpg", written.getvalue(), "image/jpeg")


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def the_update() -> Any:
    return ProgressUpdate.objects.get()


def new_address(coalition: Any) -> str:
    return reverse("update_new", args=[coalition.pk])
