"""CSV as Dutch and English programs write it: several encodings, several separators."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from network.exceptions import NetworkError

SEPARATORS = {";": ";", ",": ",", "\t": "tab"}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Excel writes this line above some files, and hides it.
SEPARATOR_LINE = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")


def lines_of(
    content: bytes, is_known: Callable[[str], bool]
) -> tuple[Iterator[list[str]], list[str]]:
    """Return the lines as cells, and how the file was understood. Raises `NetworkError`."""
    text, encoding = _decoded(content)
    stated = SEPARATOR_LINE.match(text)
    if stated:
        text, separator = text[stated.end() :], stated.group(1)
    else:
        separator = _separator(text, is_known)
    note = _("We read this file as %(encoding)s, with %(separator)s between the cells.") % {
        "encoding": encoding,
        "separator": _("a tab") if separator == "\t" else separator,
    }
    return _cells(text, separator), [note]


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and the encoding, most certain first: cp1252 accepts nearly everything."""
    marked = [name for mark, name in MARKS if content.startswith(mark)]
    nulls = content[:2000].count(0)
    # Every other byte of Western text in UTF-16 is a zero.
    guesses = ["utf-16-le", "utf-16-be"] if nulls else ["utf-8", "cp1252"]
    if nulls and content[:1] == b"\x00":
        guesses.reverse()
    for encoding in marked or guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text):
            return text, encoding.upper().removesuffix("-SIG")
    raise NetworkError(
        _("We cannot read the letters in this file. Save it as .xlsx, or as CSV in UTF-8.")
    )


def _separator(text: str, is_known: Callable[[str], bool]) -> str:
    """Return the separator that makes most of the headings known, else most of them."""

    def worth(separator: str) -> tuple[int, int]:
        first = next((line for line in _safe(text[:20_000], separator) if any(line)), [])
        return sum(map(is_known, first)), len(first)

    return max(SEPARATORS, key=worth)


def _safe(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        return


def _cells(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise NetworkError(
            _("We cannot tell the cells of this file apart. Check its quotation marks.")
        ) from error
