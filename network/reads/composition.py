"""Who the network is made of: how many members have which background."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from network.enums import Background
from network.reads.directory import listed_members

UNKNOWN = ""
# These close the list however many they are: they say less than the rest.
LAST = (str(Background.OTHER), UNKNOWN)


@dataclass(frozen=True, slots=True)
class Part:
    """One background: its members, their share of all (per cent), how long its bar is.

    `bar` is a percentage of the longest bar.
    """

    label: str
    number: int
    share: float
    bar: float


@dataclass(frozen=True, slots=True)
class Composition:
    """All backgrounds, the largest first, also those that nobody has."""

    parts: list[Part]
    total: int


def composition() -> Composition:
    """Count the members by background, in one query; who has none counts as “not known”."""
    counted = listed_members().order_by().values_list("background").annotate(Count("pk"))
    numbers: dict[str, int] = dict.fromkeys([*Background.values, UNKNOWN], 0) | dict(counted)
    labels = {**dict(Background.choices), UNKNOWN: _("Not known")}
    total, most = sum(numbers.values()), max(numbers.values())
    parts = [
        Part(str(labels[code]), number, *_percent(number, total, most))
        for code, number in sorted(numbers.items(), key=_rank)
    ]
    return Composition(parts, total)


def _rank(counted: tuple[str, int]) -> tuple[int, int]:
    code, number = counted
    return (LAST.index(code) + 1 if code in LAST else 0, -number)


def _percent(number: int, *wholes: int) -> tuple[float, ...]:
    return tuple(100 * number / whole if whole else 0.0 for whole in wholes)
