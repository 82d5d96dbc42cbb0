"""Bring the many ways to name an age limit to one term: `75plus`, `30min`."""

import re
from typing import NamedTuple

_UNITS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_WORDS = (
    {"achttien": 18}
    | _TENS
    | {
        f"{unit}{joint}{ten}": value + number
        for unit, number in _UNITS.items()
        for ten, value in _TENS.items()
        for joint in ("en", "ën")
    }
)
_TEN = "|".join(_TENS)
_N = rf"(1[0-2]\d|[1-9]\d|(?:(?:{'|'.join(_UNITS)})[eë]n)?(?:{_TEN})|achttien)"
# Without one of these there is nothing to look for: most texts stop here.
_HINT = re.compile(r"\d|tig|achttien", re.IGNORECASE)
_S = r"\s{1,3}"
_YEARS = rf"(?:{_S}(?:jaar|jr|years?(?:{_S}old)?|years?{_S}of{_S}age))"
_NOT_A_NUMBER = r"(?!\s?(?:[\d%]|procent|percent|euro)|[.,]\d)"


def _alternatives(*patterns: str) -> "re.Pattern[str]":
    joined = "|".join(patterns).replace("<N>", _N)
    return re.compile(rf"(?<![\w.,])(?:{joined})", re.IGNORECASE)


_OLDER = _alternatives(
    rf"<N>{_YEARS}?{_S}(?:en|of|and|or){_S}(?:ouder(?:en)?|older|over|above)\b",
    r"<N>\s?\+(?!\s?\d)",
    r"<N>[-‐‑–\s]?plus(?:sers?)?\b",
    rf"(?:ouder|older){_S}(?:dan|than){_S}<N>\b{_NOT_A_NUMBER}{_YEARS}?",
    rf"boven{_S}de{_S}<N>\b{_NOT_A_NUMBER}{_YEARS}?",
    rf"(?:vanaf|boven){_S}<N>{_YEARS}\b",
    rf"over[-\s](?:the{_S}age{_S}of{_S})?<N>['’]?s\b",
    rf"(?:over|above){_S}(?:the{_S}age{_S}of{_S}<N>\b|<N>{_YEARS})",
    rf"(?:aged|people|adults|anyone|those|seniors){_S}over{_S}<N>\b{_NOT_A_NUMBER}",
)
_YOUNGER = _alternatives(
    rf"<N>{_YEARS}?{_S}(?:en|of|and|or){_S}(?:jonger(?:en)?|younger|under)\b",
    r"<N>(?:[-‐‑–]?min|[-‐‑–\s]?minners?)\b",
    rf"(?:jonger|younger){_S}(?:dan|than){_S}<N>\b{_NOT_A_NUMBER}{_YEARS}?",
    rf"onder{_S}de{_S}<N>\b{_NOT_A_NUMBER}{_YEARS}?",
    rf"under{_S}(?:the{_S}age{_S}of{_S}<N>\b|<N>{_YEARS})",
)


class AgeLimit(NamedTuple):
    """An age limit as found: its term, its number, and where it stands."""

    term: str
    number: str
    start: int
    end: int


def age_limits(text: str) -> list[AgeLimit]:
    """Return the age limits that `text` names, in order, without overlap."""
    if not _HINT.search(text):
        return []
    found = [
        _limit(match, ending)
        for pattern, ending in ((_OLDER, "plus"), (_YOUNGER, "min"))
        for match in pattern.finditer(text)
    ]
    kept: list[AgeLimit] = []
    for limit in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or limit.start >= kept[-1].end:
            kept.append(limit)
    return kept


def _limit(match: "re.Match[str]", ending: str) -> AgeLimit:
    typed = next(value for value in match.groups() if value is not None).lower()
    number = typed if typed.isdecimal() else str(_WORDS.get(typed, typed))
    return AgeLimit(number + ending, number, match.start(), match.end())
