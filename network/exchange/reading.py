"""Reads a table that somebody uploads: CSV in the forms that Excel writes, or Excel itself.

Whatever the bytes are, the answer is a table or a `NetworkError` that says what to do now.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from network.exceptions import NetworkError
from network.exchange import csv_files, excel_files

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
# Longer than any text we keep; a quotation mark without its partner swallows the rest of a file.
MAX_CELL = 2_000
# What neither of our databases nor a spreadsheet keeps. Line breaks and tabs stay.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and its cells as text."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. `notes` says in the reader's language how it was understood."""

    headings: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)


def read_table(content: bytes, is_known: Callable[[str], bool]) -> Table:
    """Return the table in these bytes; `is_known` says whether a heading is one of ours.

    Raises `NetworkError` for whatever is no table that we can read whole.
    """
    if len(content) > MAX_BYTES:
        raise NetworkError(_("This file is larger than 5 MB. Split it into smaller ones."))
    if not content.strip():
        raise NetworkError(_("This file is empty."))
    _refuse_other_kinds(content)
    if content.startswith(b"PK\x03\x04"):
        lines, notes = excel_files.lines_of(content)
    else:
        lines, notes = csv_files.lines_of(content, is_known)
    return _table(lines, notes)


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise NetworkError(
            _("This is a file of an old Excel, or one with a password. Save it as .xlsx or as CSV.")
        )
    if content.startswith((b"%PDF", b"{\\rtf")):
        raise NetworkError(_("This is a document, not a table. Save the table as .xlsx or as CSV."))
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ", b"\x1f\x8b")):
        raise NetworkError(_("This is not a table. Choose a file that ends in .xlsx or .csv."))


def _table(lines: Iterable[list[Any]], notes: list[str]) -> Table:
    headings: list[str] = []
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        cells = [tidy(cell) for cell in line]
        if not any(cells):
            continue
        if not headings:
            headings = _without_empty_end(cells)
            continue
        rows.append(Row(number, _fitted(cells, headings, number)))
        if len(rows) > MAX_ROWS:
            raise NetworkError(
                _("This table has more than 5,000 rows. Split it into smaller ones.")
            )
    if not rows:
        raise NetworkError(
            _("There is nothing in this table. It needs a row of headings, and rows below it.")
        )
    return Table(headings, rows, notes)


def tidy(cell: Any) -> str:
    """Return a cell as text in one form, so that two programs' files can be compared."""
    text = unicodedata.normalize("NFC", UNPRINTABLE.sub("", str(cell)))
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _fitted(cells: list[str], headings: list[str], number: int) -> list[str]:
    if any(cells[len(headings) :]):
        raise NetworkError(
            _(
                "Row %(row)d has more cells than there are headings. Check whether a separator"
                " stands inside a text, or a heading is missing."
            )
            % {"row": number}
        )
    if any(len(cell) > MAX_CELL for cell in cells):
        raise NetworkError(
            _(
                "A cell in row %(row)d holds more than 2,000 characters. Check whether a"
                " quotation mark is missing there."
            )
            % {"row": number}
        )
    return (cells + [""] * len(headings))[: len(headings)]
