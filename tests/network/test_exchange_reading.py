"""Whatever somebody uploads is a table that we read whole, or a refusal in words."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook

from network.exceptions import NetworkError
from network.exchange import reading
from network.exchange.guard import guarded, unguarded
from network.exchange.reading import Table, read_table, tidy

KNOWN = {"naam", "e-mail", "wijk"}
TEXT = "naam;e-mail\nZoë de Groot;zoe@schakel.example\n"


def read(content: bytes) -> Table:
    return read_table(content, KNOWN.__contains__)


def cells(table: Table) -> list[list[str]]:
    return [row.cells for row in table.rows]


def excel(*lines: list[Any], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_the_letters_are_right_in_every_encoding_that_programs_write(encoding: str) -> None:
    table = read(TEXT.encode(encoding))

    assert table.headings == ["naam", "e-mail"]
    assert cells(table) == [["Zoë de Groot", "zoe@schakel.example"]]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found_out(separator: str, ending: str) -> None:
    text = TEXT.replace(";", separator).replace("\n", ending)

    assert cells(read(text.encode())) == [["Zoë de Groot", "zoe@schakel.example"]]


def test_a_comma_inside_a_text_does_not_win_from_the_separator() -> None:
    text = "naam;wijk\na, b, c, d;e, f, g\n"

    assert cells(read(text.encode())) == [["a, b, c, d", "e, f, g"]]


def test_the_line_in_which_excel_names_the_separator_is_no_row() -> None:
    table = read(b"sep=,\r\nnaam,wijk\r\na,b\r\n")

    assert table.headings == ["naam", "wijk"]
    assert [row.number for row in table.rows] == [2]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    text = 'naam;wijk\n"twee\nregels";x\n\n;\nlaatste;y\n'

    table = read(text.encode())

    assert [(row.number, row.cells[0]) for row in table.rows] == [
        (2, "twee\nregels"),
        (5, "laatste"),
    ]


def test_cells_of_excel_are_read_as_their_owner_sees_them() -> None:
    content = excel(
        ["naam", "wijk"],
        [2020, 20.5],
        [302345678.0, date(2026, 3, 1)],
        [datetime(2026, 3, 1, 9, 30), True],  # noqa: DTZ001
        ["0302345678", None],
        [None, None],
        ["einde", "\n x \r\n"],
    )

    table = read(content)

    assert cells(table) == [
        ["2020", "20.5"],
        ["302345678", "2026-03-01"],
        ["2026-03-01T09:30:00", "True"],
        ["0302345678", ""],
        ["einde", "x"],
    ]
    assert table.rows[-1].number == 7
    assert "Sheet" in table.notes[0]


def test_only_the_sheet_in_sight_is_read_and_we_say_so() -> None:
    def second_sheet(book: Workbook) -> None:
        book.create_sheet("Ander").append(["naam"])

    table = read(excel(["naam"], ["a"], change=second_sheet))

    assert cells(table) == [["a"]]
    assert table.notes != read(excel(["naam"], ["a"])).notes


def test_a_formula_gives_what_it_last_came_to_and_not_itself() -> None:
    assert "=1+1" not in str(cells(read(excel(["naam", "wijk"], ["a", "=1+1"]))))


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def stuffed() -> bytes:
    """A file of Excel of 30 kB whose texts unpack to 30 MB."""
    stream = io.BytesIO(excel(["naam"], ["a"]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"\0" * 30_000_000)
    return stream.getvalue()


def far_away() -> bytes:
    """A sheet with a cell far below the last row that a sheet can have."""
    source = io.BytesIO(excel(["naam"], ["a"]))
    target = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                cell = b'<c r="A999999999" t="inlineStr"><is><t>x</t></is></c>'
                row = b'<row r="999999999">' + cell + b"</row>"
                content = content.replace(b"</sheetData>", row + b"</sheetData>")
            new.writestr(part, content)
    return target.getvalue()


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\r\n", "empty"),
    "only headings": (b"naam;wijk\n", "nothing in this table"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
    "pdf": (b"%PDF-1.7\n1 0 obj", "a document"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a table"),
    "open document": (
        zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"),
        "not an Excel file",
    ),
    "word": (zipped(word__document_xml=b"<x/>"), "not an Excel file"),
    "bomb": (stuffed(), "far more"),
    "many parts": (
        zipped(xl__workbook_xml=b"<x/>", **{f"p{each}": b"" for each in range(600)}),
        "far more",
    ),
    "macros": (
        zipped(xl__workbook_xml=b"<x/>", **{"xl/vbaProject.bin": b"x"}),
        "macros",
    ),
    "damaged": (excel(["naam"], ["a"])[:-200], "damaged"),
    "hollow": (zipped(xl__workbook_xml=b"<x/>"), "damaged"),
    "binary": (bytes(range(256)) * 4, "letters"),
    "ragged": (b"naam;wijk\na;b;c\n", "Row 2"),
    "lost quotation mark": (b'naam;wijk\n"a;b\n' + b"c;d\n" * 1000, "row 2"),
    "endless cell": (b'naam;wijk\n"' + b"x" * 200_000, "quotation marks"),
    "too long": (b"naam;wijk\n" + b"a;b\n" * 5_001, "5,000 rows"),
    "too large": (b"naam;wijk\n" + b"a" * (reading.MAX_BYTES), "5 MB"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_table_is_refused_in_words_that_say_why(kind: str) -> None:
    content, reason = REFUSED[kind]

    with override("en"), pytest.raises(NetworkError, match=reason):
        read(content)


def test_a_cell_beyond_what_a_sheet_can_hold_is_not_walked_to() -> None:
    """Without the limit this would take minutes: it fails by never ending."""
    assert cells(read(far_away())) == [["a"]]


def test_five_thousand_rows_are_not_too_many() -> None:
    assert len(read(b"naam;wijk\n" + b"a;b\n" * 5_000).rows) == 5_000


@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_table_or_a_refusal(content: bytes) -> None:
    try:
        table = read(content)
    except NetworkError:
        return
    assert all(len(row.cells) == len(table.headings) for row in table.rows)


@given(noise=st.binary(min_size=1, max_size=12), place=st.integers(0, 6000))
@hypothesis_settings(deadline=None, max_examples=60)
def test_any_damage_to_a_file_of_excel_is_a_table_or_a_refusal(noise: bytes, place: int) -> None:
    content = WHOLE[: place % len(WHOLE)] + noise + WHOLE[place % len(WHOLE) + len(noise) :]
    try:
        read(content)
    except NetworkError:
        return


WHOLE = excel(["naam", "wijk"], ["a", "b"])


@given(
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r"))
)
def test_what_is_guarded_cannot_calculate_and_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {*"=+-@\t\r\n"}


@given(text=st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_text_that_is_no_formula_is_left_as_it_is() -> None:
    for text in ("030 123 45 67", "12", "'s Gravenhage", "a=b", "Zoë"):
        assert guarded(text) == text
