"""Our own views in the admin, and what an editor may upload."""

import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.forms import PageCareForm
from cms.models import HomePage, PageCare, PlainPage, SiteImage
from network.enums import Role
from tests.factories import ActivityFactory, SourceFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def flat_png(width: int, height: int) -> bytes:
    """A one-bit PNG of this many pixels, which is small whatever its size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    row = b"\0" + b"\0" * ((width + 7) // 8)
    compressor = zlib.compressobj(9)
    pixels = b"".join(compressor.compress(row) for _row in range(height)) + compressor.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def upload(client: Client, content: bytes) -> Any:
    file = SimpleUploadedFile("foto.png", content, content_type="image/png")
    return client.post(reverse("wagtailimages:add"), {"title": "Foto", "file": file})


def test_a_picture_of_127_megapixels_is_refused_and_the_limit_is_named(
    client: Client, account: Any
) -> None:
    client.force_login(account(Role.EDITOR))

    response = upload(client, flat_png(12_000, 10_600))

    assert response.status_code == 200
    assert "25" in str(response.context["form"].errors["file"])
    assert not SiteImage.objects.exists()


def test_an_ordinary_picture_is_kept(client: Client, account: Any) -> None:
    client.force_login(account(Role.EDITOR))

    upload(client, flat_png(80, 60))

    assert SiteImage.objects.get().width == 80


def test_an_editor_says_when_a_page_was_last_confirmed(
    home: HomePage, client: Client, account: Any
) -> None:
    activity = ActivityFactory()
    client.force_login(account(Role.EDITOR))
    url = reverse("edit_page_care", args=[activity.pk])
    assert client.get(url).status_code == 200

    client.post(url, {"last_confirmed_on": "2026-03-12", "last_confirmed_by": "DOCK"})

    care = PageCare.objects.get(translation_key=activity.translation_key)
    assert (str(care.last_confirmed_on), care.last_confirmed_by) == ("2026-03-12", "DOCK")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR, Role.TRANSLATOR])
def test_who_may_not_edit_a_page_may_not_say_who_looks_after_it(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    activity = ActivityFactory()
    client.force_login(account(role))

    response = client.post(
        reverse("edit_page_care", args=[activity.pk]), {"last_confirmed_on": "2026-03-12"}
    )

    assert response.status_code in {302, 403}
    assert not PageCare.objects.exists()


def test_a_translator_does_not_change_the_care_of_the_dutch_page_through_the_english_one(
    english_home: HomePage, client: Client, account: Any
) -> None:
    translator = account(Role.TRANSLATOR)
    client.force_login(translator)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[english_home.pk]))
    address = reverse("edit_page_care", args=[english_home.pk])

    response = client.post(address, {"last_confirmed_on": "2026-03-12"})

    assert english_home.permissions_for_user(translator).can_edit()
    assert response.status_code in {302, 403}
    assert not PageCare.objects.exists()
    assert edit.status_code == 200
    assert address not in edit.content.decode()


def test_two_people_who_are_the_first_to_save_at_once_both_succeed(
    home: HomePage, client: Client, account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = home.translation_key
    monkeypatch.setattr(
        PageCareForm,
        "clean",
        lambda form: PageCare.objects.create(translation_key=key) and form.cleaned_data,
    )
    client.force_login(account(Role.EDITOR))

    client.post(reverse("edit_page_care", args=[home.pk]), {"last_confirmed_by": "DOCK"})

    assert PageCare.objects.get(translation_key=key).last_confirmed_by == "DOCK"


@pytest.mark.parametrize("kind", ["activity", "practice", "guidance", "lesson", "theme", "source"])
def test_an_editor_gets_a_form_for_every_page_type(
    kind: str, home: HomePage, client: Client, account: Any
) -> None:
    from tests import factories

    page = getattr(factories, f"{kind.capitalize()}Factory")()
    client.force_login(account(Role.EDITOR))

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("kind", "links"),
    [("theme", "source_links"), ("source", "theme_links"), ("plain", "source_links")],
)
def test_the_form_of_a_page_has_a_place_for_its_links(
    kind: str, links: str, home: HomePage, client: Client, account: Any
) -> None:
    made = {"theme": ThemeFactory, "source": SourceFactory}
    page: Any = (
        made[kind]()
        if kind in made
        else home.add_child(instance=PlainPage(title="Over ons", slug="over-ons"))
    )
    client.force_login(account(Role.EDITOR))

    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert links in response.context["form"].formsets


def test_the_account_page_asks_for_no_name_that_the_profile_holds(
    client: Client, account: Any
) -> None:
    client.force_login(account(Role.EDITOR))

    shown = client.get(reverse("wagtailadmin_account")).content.decode()

    assert "first_name" not in shown
    assert 'name="notifications-' in shown


def test_the_account_page_is_for_who_may_enter_the_admin(client: Client, account: Any) -> None:
    client.force_login(account(Role.MEMBER))

    assert client.get(reverse("wagtailadmin_account")).status_code == 302
