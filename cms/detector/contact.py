"""E-mail addresses and phone numbers."""

import re
from collections.abc import Iterator

from cms.detector.findings import Finding, Kind

_AT = r"(?: ?@ ?| ?[\[(] ?(?:at|apenstaart(?:je)?) ?[\])] ?| apenstaart(?:je)? )"
_DOT = r"(?:\.| ?[\[(] ?(?:dot|punt) ?[\])] ?| punt | dot )"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,8}}", re.IGNORECASE
)

_GAP = r"[ .\-/_]{0,3}"
_DIGIT = rf"(?:{_GAP}\d)"
_START = r"(?<![\w+])(?<!\d[.,/:-])"
_END = rf"(?!{_GAP}\d)"
# 06-12-2023 10 uur: ten digits, and a day.
_NO_DAY = r"(?!\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)\d\d(?!\d))"
_PHONES = re.compile(
    "|".join(
        (
            # With the country: +31 6 12345678, 0031 (0)30 1234567.
            rf"{_START}(?:\+|00)31{_GAP}(?:\(0\){_GAP})?[1-9]{_DIGIT}{{8}}{_END}",
            # Another country, which is as long as that country likes.
            rf"{_START}(?:\+|00)(?!31)[1-9]\d{{0,2}}{_DIGIT}{{7,12}}{_END}",
            # A mobile number, also with its first two digits written as words.
            rf"{_START}{_NO_DAY}06{_DIGIT}{{8}}{_END}",
            rf"\bnul[ -]?zes{_DIGIT}{{8}}{_END}",
            # A number of a place. Not 0800, 0900, 084, 085, 087 and 088: those are services'.
            rf"{_START}{_NO_DAY}0[1-57]{_DIGIT}{{8}}{_END}",
            rf"(?<!\w)\(0[1-57]\d{{1,2}}\){_DIGIT}{{6,7}}{_END}",
        )
    ),
    re.IGNORECASE,
)


def emails(text: str) -> Iterator[Finding]:
    """Find e-mail addresses, also where somebody wrote `at` and `dot` as words."""
    for match in _EMAIL.finditer(text):
        yield Finding(Kind.EMAIL, *match.span())


def phones(text: str) -> Iterator[Finding]:
    """Find phone numbers that may be a person's, with any grouping of the digits."""
    for match in _PHONES.finditer(text):
        yield Finding(Kind.PHONE, *match.span())
