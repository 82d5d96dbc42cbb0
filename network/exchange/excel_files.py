"""Excel's .xlsx: a zip that may be a bomb, with cells that are more than text."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from network.exceptions import NetworkError

# A table of 5,000 full rows unpacks to about 4 MB.
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 500
# As many as a sheet of Excel can have: a file may claim a cell far beyond that.
LAST_ROW, LAST_COLUMN = 1_048_576, 100


def lines_of(content: bytes) -> tuple[Iterator[list[str]], list[str]]:
    """Return the lines of the sheet in sight, and how it was understood. Raises `NetworkError`."""
    _refuse_bombs_and_others(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.active if book.active in book.worksheets else book.worksheets[0]
    except Exception as error:
        # openpyxl raises whatever its parts raise on a damaged file: KeyError, ParseError, ...
        raise _damaged() from error
    note = _("We read the sheet “%(sheet)s”.") % {"sheet": sheet.title}
    if len(book.worksheets) > 1:
        note += " " + _("The other sheets are left alone.")
    return _cells(sheet), [note]


def _damaged() -> NetworkError:
    return NetworkError(
        _("This Excel file is damaged or has a password. Open it, save it again and try once more.")
    )


def _refuse_bombs_and_others(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except Exception as error:
        # Not only BadZipFile: a zip can lie about itself in many ways.
        raise _damaged() from error
    names = {part.filename for part in parts}
    if "mimetype" in names or "xl/workbook.xml" not in names:
        raise NetworkError(_("This is not an Excel file. Save the table as .xlsx or as CSV."))
    if "xl/vbaProject.bin" in names:
        raise NetworkError(_("There are macros in this file. Save it as .xlsx, without macros."))
    # Unpacking stops at the size that a part claims, so the claims are what counts.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise NetworkError(
            _(
                "This Excel file holds far more than a table of 5,000 rows. Split it, or save it"
                " as CSV."
            )
        )


def _cells(sheet: Any) -> Iterator[list[str]]:
    try:
        for line in sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN, values_only=True):
            # Rows up to one far below are there by the million, and all empty.
            yield [] if line.count(None) == len(line) else [_as_text(value) for value in line]
    except NetworkError:
        raise
    except Exception as error:
        raise _damaged() from error


def _as_text(value: Any) -> str:
    """Return a cell as its owner sees it: 2020 and not 2020.0, a day and not a moment."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
