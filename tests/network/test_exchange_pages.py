"""The pages on which a table is seen, brought in and taken out."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.models import HomePage, OutgoingMail
from network.enums import Role
from network.models import Member
from tests.factories import (
    OrganisationFactory,
)
from tests.network.exchanging import IMPORT, TABLES, sheet_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def upload(client: Client, text: str | bytes, address: str = IMPORT) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    response = client.post(address, {"file": SimpleUploadedFile("leden.csv", content)})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def packed(page: Any) -> str:
    return str(page.select_one('input[name="table"]')["value"])


def test_a_file_is_seen_and_then_brought_in(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;<b>Nieuw</b>\n")
    assert page.select_one("strong:-soup-contains('<b>Nieuw</b>')")
    assert not Member.objects.exists()

    response = signed_in.post(IMPORT, {"table": packed(page), "confirm": "yes"}, follow=True)

    assert Member.objects.get().user.email == "nieuw@schakel.example"
    assert "1 is new, 0 were changed" in response.content.decode()
    assert not OutgoingMail.objects.exists()


def test_the_box_for_the_welcome_mail_is_empty_and_does_what_it_says(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;Nieuw\n")
    assert not page.select_one('input[name="welcome"]').has_attr("checked")

    signed_in.post(IMPORT, {"table": packed(page), "confirm": "yes", "welcome": "on"})

    assert OutgoingMail.objects.get().to == "nieuw@schakel.example"


def test_with_a_mistake_there_is_no_button_but_the_same_file_can_be_looked_at_again(
    signed_in: Client,
) -> None:
    page = upload(signed_in, "e-mail;naam;organisatie\nnieuw@schakel.example;Nieuw;De Brug\n")
    assert not page.select_one('button[name="confirm"]')
    assert "Row 2" in page.text

    held = packed(page)
    forced = signed_in.post(IMPORT, {"table": held, "confirm": "yes"})
    assert forced.status_code == 200
    assert not Member.objects.exists()

    OrganisationFactory.create(name="De Brug")
    again = BeautifulSoup(signed_in.post(IMPORT, {"table": held}).content, "html.parser")
    assert again.select_one('button[name="confirm"]')


def test_after_a_second_tap_the_page_says_that_all_is_there(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;Nieuw\n")
    answer = {"table": packed(page), "confirm": "yes", "welcome": "on"}
    signed_in.post(IMPORT, answer)

    second = signed_in.post(IMPORT, answer).content.decode()

    assert "Everything in this file is here already" in second
    assert OutgoingMail.objects.count() == Member.objects.count() == 1


def test_nothing_of_a_file_is_kept_between_seeing_and_bringing_in(
    signed_in: Client, settings: Any, tmp_path: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = tmp_path
    canary = "Kanarie Vogelzang"
    padding = "x;y\n" * 0
    before = {model: model._default_manager.count() for model in TABLES}

    page = upload(signed_in, f"e-mail;naam\nkanarie@schakel.example;{canary}\n{padding}")

    assert canary in page.text
    assert {model: model._default_manager.count() for model in TABLES} == before
    assert canary not in str(dict(signed_in.session))
    assert list(tmp_path.rglob("*")) == []


def test_a_preview_from_elsewhere_or_made_up_asks_for_the_file_again(signed_in: Client) -> None:
    response = signed_in.post(IMPORT, {"table": "made:up:value", "confirm": "yes"}, follow=True)

    assert "choose the file again" in response.content.decode()


def test_a_preview_is_not_kept_by_the_browser_or_anything_between(signed_in: Client) -> None:
    file = SimpleUploadedFile("leden.csv", b"e-mail;naam\nnieuw@schakel.example;Nieuw\n")

    assert "no-store" in signed_in.post(IMPORT, {"file": file})["Cache-Control"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"schoenmaat\n42\n"])
def test_what_is_wrong_with_a_file_stands_at_its_field(signed_in: Client, content: bytes) -> None:
    page = upload(signed_in, content)

    assert page.select_one("#id_file_error, .errorlist")
    assert page.select_one("#id_file")["aria-invalid"] == "true"


@pytest.mark.parametrize("what", ["members", "organisations"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_example_is_a_file_that_is_understood_but_for_its_invented_row(
    signed_in: Client, what: str, form: str
) -> None:
    address = f"/en/coordination/import-{what}/"
    response = signed_in.get(f"{address}?example={form}")

    page = upload(signed_in, response.content, address)

    assert "attachment" in response["Content-Disposition"]
    assert [text.text for text in page.select(".planned > li > p:last-child")] == [
        "This is our example. Take this row out."
    ]


@pytest.mark.parametrize("what", ["members", "organisations"])
def test_a_file_is_made_when_it_is_asked_for(signed_in: Client, network: None, what: str) -> None:
    address = f"/en/coordination/export-{what}/"
    assert signed_in.get(address)["Content-Type"].startswith("text/html")
    assert not ModelLogEntry.objects.filter(action="network.export_table").exists()

    response = signed_in.post(address, {"form": "xlsx"})

    assert len(sheet_of(response.content)) == 3
    assert response["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("action", ["import", "export"])
@pytest.mark.parametrize("what", ["members", "organisations"])
@pytest.mark.parametrize("role", [*Role, None])
def test_only_the_coordinator_and_the_administrator_exchange_tables(
    client: Client, account: Any, home: HomePage, role: Role | None, what: str, action: str
) -> None:
    address = f"/en/coordination/{action}-{what}/"
    if role:
        client.force_login(account(role))
    may = role in {Role.COORDINATOR, Role.ADMINISTRATOR}
    status = 200 if may else 404 if role else 302
    file = SimpleUploadedFile("a.csv", b"e-mail;naam\nnieuw@schakel.example;Nieuw\n")

    assert client.get(address).status_code == status
    assert client.post(address, {"file": file, "form": "csv"}).status_code == status
    assert not Member.objects.filter(user__email="nieuw@schakel.example").exists()
