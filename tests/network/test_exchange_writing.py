"""What goes out is what may be seen, and comes in again as it was."""

import io
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from network.enums import Role
from network.exchange import services
from network.exchange.kinds import MEMBERS, ORGANISATIONS, Kind
from network.exchange.reading import read_table
from network.models import User
from tests.network.exchanging import (
    bring_in,
    mistakes,
    plan,
    sheet_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", [MEMBERS, ORGANISATIONS])
@pytest.mark.parametrize("languages", [("nl", "en"), ("en", "nl"), ("nl", "nl")])
def test_what_goes_out_comes_in_again_without_a_change(
    network: None, account: Any, kind: Kind, form: str, languages: tuple[str, str]
) -> None:
    for user in (
        User.objects.get(email="coordinator@schakel.example"),
        account(Role.ADMINISTRATOR),
    ):
        with translation.override(languages[0]):
            content = services.export(kind, form, user)
        with translation.override(languages[1]):
            found = plan(user, content, kind)

        assert mistakes(found) == []
        assert [row.changes for row in (*found.new, *found.changed)] == []
        assert found.same == 3


def test_numbers_that_excel_makes_of_texts_come_back_the_same(
    network: None, coordinator: User
) -> None:
    book = load_workbook(io.BytesIO(services.export(MEMBERS, "xlsx", coordinator)))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if str(cell.value or "").isdigit():
                cell.value = float(cell.value)
    stream = io.BytesIO()
    book.save(stream)

    found = plan(coordinator, stream.getvalue())

    assert (mistakes(found), found.changed, found.same) == ([], [], 3)


def test_the_coordinator_takes_out_what_members_show_and_the_administrator_everything(
    network: None, coordinator: User, account: Any
) -> None:
    seen = sheet_of(services.export(MEMBERS, "xlsx", coordinator))
    everything_seen = sheet_of(services.export(MEMBERS, "xlsx", account(Role.ADMINISTRATOR)))

    assert {row["e-mail"] for row in seen} == {
        *(None, "open@schakel.example"),
        coordinator.email,
    }
    assert {row["phone"] for row in seen} == {None, "030 100 00 99"}
    assert all(row["e-mail"] for row in everything_seen)
    assert "0302345678" in {row["phone"] for row in everything_seen}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", [MEMBERS, ORGANISATIONS])
def test_no_cell_begins_like_a_formula(
    network: None, coordinator: User, kind: Kind, form: str
) -> None:
    content = services.export(kind, form, coordinator)
    if form == "xlsx":
        found = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
        cells = [cell for row in found for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        texts = [str(cell.value) for cell in cells if cell.value is not None]
    else:
        table = read_table(content, lambda _heading: True)
        texts = [text for row in table.rows for text in row.cells]

    assert any(text.startswith("'") for text in texts)
    assert [text for text in texts if text[:1] in {*"=+-@\t\r"}] == []


def test_csv_opens_right_in_a_dutch_excel(network: None, coordinator: User) -> None:
    content = services.export(ORGANISATIONS, "csv", coordinator)

    assert content.startswith(b"\xef\xbb\xbfcode;name;")
    assert content.decode("utf-8-sig").count("\r\n") == 4


def test_it_is_written_down_that_a_table_came_in_or_went_out(
    network: None, coordinator: User
) -> None:
    services.export(MEMBERS, "csv", coordinator)
    bring_in(coordinator, "e-mail;name\nnieuw@schakel.example;Nieuw\n")

    entries = ModelLogEntry.objects.filter(action__contains="_table").order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("network.export_table", coordinator, {"table": "members", "rows": 3, "form": "csv"}),
        ("network.import_table", coordinator, {"table": "members", "new": 1, "changed": 0}),
    ]
    assert "schakel.example" not in " ".join(entry.label for entry in entries)
