"""Split Dutch compounds into the words they are made of.

A unigram model over parts: every part has a role (what it may be in a compound) and two family
sizes, counted in the lemma table itself: in how many words it comes first, and in how many it
comes last. `bezoek` ends some forty words, `rier` ends none, so `huisbezoek` is split and
`koerier` is not. Words that this gets wrong stand in `overrides_nl.txt`.
"""

import math
from collections.abc import Iterator, Mapping
from enum import IntFlag
from typing import NamedTuple

from .wordlists import OVERRIDES

LINKS = ("", "s")
_SHORTEST_WORD = 6
_LONGEST_WORD = 60
_TOTAL = 200_000


class Role(IntFlag):
    """What a form may be in a compound."""

    NOUN = 1
    PLURAL = 2
    SMALL = 4
    VERB_STEM = 8
    INFINITIVE = 16
    ADJECTIVE = 32
    UNKNOWN = 64
    HEADS = 1 | 2 | 4 | 16 | 32 | 64
    MODIFIERS = 1 | 2 | 4 | 8 | 32 | 64
    LINKABLE = 1 | 4 | 16 | 64


# Two and three letters make a part only when they are listed.
SHORT_PARTS = frozenset(
    [
        "app",
        "arm",
        "arts",
        "bad",
        "bar",
        "bed",
        "bel",
        "bij",
        "bon",
        "bos",
        "bus",
        "dag",
        "dak",
        "doe",
        "eet",
        "fit",
        "gas",
        "ggz",
        "ggd",
        "gym",
        "hek",
        "hof",
        "hoed",
        "ijs",
        "jas",
        "kar",
        "kas",
        "kat",
        "kip",
        "koe",
        "kok",
        "kop",
        "kus",
        "lab",
        "les",
        "lid",
        "lip",
        "lot",
        "man",
        "map",
        "mes",
        "nek",
        "oog",
        "oor",
        "oma",
        "opa",
        "oud",
        "pad",
        "pan",
        "pen",
        "pil",
        "pin",
        "pot",
        "raad",
        "rij",
        "rit",
        "rok",
        "rol",
        "rug",
        "sap",
        "ski",
        "sla",
        "sok",
        "spa",
        "spel",
        "tas",
        "tip",
        "top",
        "tuk",
        "tv",
        "vak",
        "vis",
        "wc",
        "web",
        "weg",
        "wet",
        "wmo",
        "zak",
        "zee",
        "zin",
        "zit",
        "zon",
        "zus",
    ]
)

# Particles, prefixes and endings that look like words.
NEVER_PARTS = frozenset(
    [
        "aan",
        "achter",
        "achtig",
        "aller",
        "bij",
        "binnen",
        "boven",
        "buiten",
        "daar",
        "door",
        "elkaar",
        "heen",
        "heid",
        "heids",
        "hier",
        "isch",
        "lijk",
        "loos",
        "mede",
        "mee",
        "naar",
        "neer",
        "onder",
        "over",
        "samen",
        "schap",
        "schappen",
        "tegen",
        "teit",
        "terug",
        "toe",
        "tussen",
        "uit",
        "vast",
        "voor",
        "voort",
        "waar",
        "waarts",
        "weder",
        "weer",
        "zaam",
        "zelf",
        "steen_",
        "ing",
        "ingen",
        "baar",
        "dom",
        "rijk",
        "vol",
        "vrij",
        "nis",
        "ster",
        "ier",
        "aar",
        "matig",
        "gewijs",
        "wijs",
        "wijze",
        "halve",
        "hande",
        "lei",
        "tal",
        "maal",
        "ding",
        "stel",
        "gaan",
        "staan",
        "zijn",
        "hebben",
        "komen",
        "doen",
        "zien",
        "laten",
        "worden",
        "geven",
        "nemen",
        "houden",
        "brengen",
        "zetten",
    ]
)


def pack(role: Role, first: int, last: int) -> int:
    """Put roles and family sizes in one number: a dictionary of these stays small."""
    return int(role) | min(first, 1023) << 8 | min(last, 1023) << 18


class Part(NamedTuple):
    """A form as it stands in the word, what it is and how often it does that."""

    text: str
    cost: float


def _cost(form: str, family: int) -> float | None:
    """Price of a part; None when the evidence is too thin for so short a form."""
    needed = {2: 0, 3: 6, 4: 4, 5: 2}.get(len(form), 1)
    if family < needed:
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
        found = self._cheapest(word)
        if found is None or len(found) < 2:
            return ()
        return tuple(piece for part in found for piece in OVERRIDES.get(part, (part,)) or (part,))

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
        return last[1] if last else None

    def _from(self, word: str, start: int, known: bool) -> Iterator[tuple[int, str, float]]:
        length = len(word)
        for end in range(start + 2, length + 1):
            form = word[start:end]
            entry = self._parts.get(form)
            if entry is None or (start == 0 and end == length):
                continue
            role = Role(entry & 0xFF)
            if end == length:
                cost = _cost(form, (entry >> 18) - known) if role & Role.HEADS else None
                if cost is not None:
                    yield end, form, cost
                continue
            cost = _cost(form, (entry >> 8 & 0x3FF) - known) if role & Role.MODIFIERS else None
            if cost is None:
                continue
            yield end, form, cost
            if role & Role.LINKABLE and word[end] == "s" and end + 2 < length:
                yield end + 1, form, cost
