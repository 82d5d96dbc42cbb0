"""Citizen service numbers (BSN)."""

import re
from collections.abc import Iterator

from cms.detector.findings import Finding, Kind

_LABEL = re.compile(
    r"\bb\.?s\.?n\b|\bbsn|burgerservice|\bsofi|citizen (?:service )?number", re.IGNORECASE
)
_NEAR = 40
# Nine digits in any grouping; only near its name, where it may also lack its first nought.
_LABELLED = re.compile(r"(?<![\w+])(?<!\d[.,-])\d(?:[ .-]?\d){7,8}(?![ .,-]?\d)")
# Without its name only as people write it: at a stretch or as 4.2.3.
_UNLABELLED = re.compile(r"(?<![\w+€])(?<!\d[.,/-])(?:\d{9}|\d{4}\.\d{2}\.\d{3})(?![.,/-]?\d|\w)")


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits meet the test of a citizen service number.

    Nine times the first, eight times the second and so on, minus the last, divides by eleven.
    """
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(
        weight * int(digit)
        for weight, digit in zip(weights, digits.zfill(len(weights)), strict=True)
    )
    return total % 11 == 0 and len(set(digits)) > 1


def citizen_numbers(text: str) -> Iterator[Finding]:
    """Find numbers that pass the test, and what stands near the words for such a number."""
    for match in _UNLABELLED.finditer(text):
        if passes_eleven_test(match.group().replace(".", "")):
            yield Finding(Kind.CITIZEN_NUMBER, *match.span())
    for label in _LABEL.finditer(text):
        begin = max(0, label.start() - _NEAR)
        for match in _LABELLED.finditer(text, begin, label.end() + _NEAR):
            yield Finding(Kind.CITIZEN_NUMBER, *match.span())
