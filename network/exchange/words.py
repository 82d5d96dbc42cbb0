"""Finds what somebody means by a word in a cell: a code or a name, in either language."""

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _


def fold(text: str) -> str:
    """Return a word without what people vary: capitals, accents, spaces and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


class Meanings:
    """Things by everything they may be called."""

    def __init__(self) -> None:
        self._things: dict[str, Any] = {}
        self._ambiguous: set[str] = set()
        self._shown: dict[str, str] = {}
        self._labels: dict[Any, str] = {}

    def add(self, thing: Any, label: str, names: Iterable[str]) -> None:
        """Let `thing` be found by any of `names`; `label` is how people read it."""
        self._labels[thing] = label
        for name in filter(None, map(fold, names)):
            if self._things.setdefault(name, thing) != thing:
                self._ambiguous.add(name)
            self._shown.setdefault(name, label)

    def label(self, thing: Any) -> str:
        return self._labels.get(thing, "")

    def __contains__(self, text: str) -> bool:
        return fold(text) in self._things

    def find(self, text: str) -> Any:
        """Return what is meant. Raises `ValueError` with the nearest names when nothing is."""
        name = fold(text)
        if name in self._ambiguous:
            raise ValueError(
                _("“%(text)s” can mean more than one thing here. Write the code.") % {"text": text}
            )
        if name not in self._things:
            raise ValueError(self._unknown(text, name))
        return self._things[name]

    def _unknown(self, text: str, name: str) -> str:
        near = difflib.get_close_matches(name, self._shown, n=3, cutoff=0.6)
        labels = list(dict.fromkeys(self._shown[each] for each in near))
        if labels:
            return _("We do not know “%(text)s”. Did you mean %(labels)s?") % {
                "text": text,
                "labels": _(" or ").join(f"“{label}”" for label in labels),
            }
        if 0 < len(set(self._labels.values())) <= 15:
            return _("We do not know “%(text)s”. Choose from: %(labels)s.") % {
                "text": text,
                "labels": ", ".join(sorted(set(self._labels.values()))),
            }
        return _("We do not know “%(text)s”.") % {"text": text}
