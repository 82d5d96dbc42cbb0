"""What is wrong with a bundle: where, what was found, what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

FOUND_AT_MOST = 80


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One mistake; `found` is None where something is missing."""

    file: str
    line: int
    field: str
    found: str | None
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line} {self.field}".rstrip()
        if self.found is None:
            return _("%(place)s: missing; expected %(expected)s") % {
                "place": place,
                "expected": self.expected,
            }
        return _("%(place)s: found “%(found)s”; expected %(expected)s") % {
            "place": place,
            "found": shortened(self.found),
            "expected": self.expected,
        }


def shortened(text: str) -> str:
    """Return `text` on one line, cut where it would push the rest of a message off the screen."""
    line = " ".join(text.split())
    return line if len(line) <= FOUND_AT_MOST else line[: FOUND_AT_MOST - 1] + "…"


@dataclass(slots=True)
class Mistakes:
    """Collects mistakes, so that all of them are reported at once."""

    found: list[Mistake] = field(default_factory=list)

    def add(self, file: str, line: int, name: str, found: str | None, expected: str) -> None:
        self.found.append(Mistake(file, line, name, found, expected))

    def raise_if_any(self) -> None:
        """Raise `BundleInvalid` with everything that was found, in the order of the files."""
        if self.found:
            raise BundleInvalid(sorted(set(self.found), key=lambda m: (m.file, m.line, m.field)))


class BundleInvalid(Exception):
    """The bundle cannot be imported; nothing was written."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class BundleRefused(Exception):
    """The bundle cannot be read or written at all: no such folder, or a folder of others."""
