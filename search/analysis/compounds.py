"""Split Dutch compounds into the words they are made of.

A unigram model over parts: every part has a role (what it may be in a compound) and two family
sizes, counted in the lemma table itself: in how many words it comes first, and in how many it
comes last. `bezoek` ends some forty words, `rier` ends none, so `huisbezoek` is split and
`koerier` is not. Words that this gets wrong stand in `overrides_nl.txt`.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Final

from .wordlists import NEVER_PARTS, OVERRIDES

_SHORTEST_WORD = 6
_LONGEST_WORD = 60
_TOTAL = 200_000
_LINK_COST = 1.0
_MARGIN = 8.0
_LONGEST_PART = 20
_SHORTEST_DERIVED = 7
_MOST = 1023


class Role:
    """What a form may be in a compound; plain bits, for an IntFlag is many times slower."""

    NOUN: Final = 1
    PLURAL: Final = 2
    SMALL: Final = 4
    VERB_STEM: Final = 8
    INFINITIVE: Final = 16
    ADJECTIVE: Final = 32
    UNKNOWN: Final = 64
    HEADS: Final = 1 | 2 | 4 | 16 | 32 | 64
    MODIFIERS: Final = 1 | 2 | 4 | 8 | 32 | 64
    LINKABLE: Final = 1 | 4 | 16 | 64


def pack(role: int, first: int, last: int) -> int:
    """Put roles and family sizes in one number: a dictionary of these stays small."""
    return role | min(first, _MOST) << 8 | min(last, _MOST) << 18


# Nouns that need not be in the table: ending, what the origin has instead, the role that it must
# have, and what the noun may then be. Nouns in -er only come last.
_DERIVATIONS = (
    ("heid", "", Role.ADJECTIVE, pack(Role.NOUN, 1, 1)),
    ("heden", "", Role.ADJECTIVE, pack(Role.PLURAL, 1, 1)),
    ("ing", "en", Role.INFINITIVE, pack(Role.NOUN, 1, 1)),
    ("er", "en", Role.INFINITIVE, pack(Role.INFINITIVE, 1, 1)),
    ("ers", "en", Role.INFINITIVE, pack(Role.INFINITIVE, 1, 1)),
)


def _needed(length: int) -> int:
    """How large a family must be before so short a form counts as a part."""
    return {2: 1, 3: 6, 4: 3, 5: 1}.get(length, 0)


def usable(form: str, packed: int) -> bool:
    """Whether `form` can be a part anywhere."""
    return max(packed >> 8 & _MOST, packed >> 18) >= _needed(len(form))


def _cost(form: str, family: int) -> float | None:
    """Price of a part; None when the evidence is too thin for so short a form."""
    if family < _needed(len(form)):
        return None
    return math.log(_TOTAL / (family + 0.5))


class Splitter:
    """Splits over one table of parts; see `tables` for where that comes from."""

    def __init__(self, parts: Mapping[str, int]) -> None:
        self._parts = parts

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word as they stand in it, without links; () for none."""
        if word in OVERRIDES:
            return OVERRIDES[word]
        if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or not word.isalpha():
            return ()
        if self._is_verb(word) or (word.endswith("ing") and self._is_verb(word[:-3] + "en")):
            return ()
        found = self._cheapest(word) or ()
        return tuple(piece for part in found for piece in self.split(part) or (part,))

    def _is_verb(self, word: str) -> bool:
        return self._parts.get(word, 0) & (Role.INFINITIVE | Role.NOUN) == Role.INFINITIVE

    def _cheapest(self, word: str) -> tuple[str, ...] | None:
        """Dynamic programme from the left: the cheapest way to every position."""
        known = word in self._parts
        best: list[tuple[float, tuple[str, ...]] | None] = [None] * (len(word) + 1)
        best[0] = (0.0, ())
        for start in range(len(word) - 1):
            here = best[start]
            if here is None:
                continue
            for end, form, cost in self._from(word, start, known):
                total = here[0] + cost
                there = best[end]
                if there is None or total < there[0]:
                    best[end] = (total, (*here[1], form))
        last = best[-1]
        return last[1] if last and last[0] <= self._dearest(word) else None

    def _dearest(self, word: str) -> float:
        """What a split may cost: no more than the word itself by some margin, if it is a part."""
        packed = self._parts.get(word)
        if packed is None:
            return math.inf
        family = max(packed >> 8 & _MOST, packed >> 18)
        return math.log(_TOTAL / (family + 0.5)) + _MARGIN

    def _from(self, word: str, start: int, known: bool) -> Iterator[tuple[int, str, float]]:
        """Yield (end, form, cost) of every part that can start here."""
        length = len(word)
        for end in range(start + 2, min(length, start + _LONGEST_PART) + 1):
            form = word[start:end]
            packed = self._parts.get(form) or self._derived(form)
            if not packed or end - start == length:
                continue
            last = end == length
            if not packed & (Role.HEADS if last else Role.MODIFIERS):
                continue
            first, final = packed >> 8 & _MOST, packed >> 18
            family = final + first // 8 if last else first + final // 8
            cost = _cost(form, family - known)
            if cost is None:
                continue
            yield end, form, cost
            if packed & Role.LINKABLE and word[end:].startswith("s") and end + 2 < length:
                yield end + 1, form, cost + _LINK_COST

    def _derived(self, form: str) -> int:
        """Return what a noun is that the table lacks (`deskundigheid`, `sturing`), or 0."""
        if len(form) < _SHORTEST_DERIVED or form[-1] not in "dgnrs" or form in NEVER_PARTS:
            return 0
        for ending, replacement, role, derived in _DERIVATIONS:
            if form.endswith(ending):
                origin = form.removesuffix(ending) + replacement
                if self._parts.get(origin, 0) & role:
                    return derived
        return 0
