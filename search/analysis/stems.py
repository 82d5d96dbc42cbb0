"""One normal form per word: the lemma's stem, with the traps of both steps taken out."""

import threading
from collections.abc import Callable, Mapping

import Stemmer

_local = threading.local()
_ALGORITHMS = {"nl": "dutch", "nl-porter": "dutch_porter", "en": "english"}
_MAX_LEMMA_STEPS = 3


def _stemmer(name: str) -> Stemmer.Stemmer:
    """A stemmer of this thread's own: they keep state and must not be shared."""
    found: Stemmer.Stemmer | None = getattr(_local, name, None)
    if found is None:
        found = Stemmer.Stemmer(_ALGORITHMS[name], 0)
        setattr(_local, name, found)
    return found


def stem(word: str, language: str) -> str:
    """Return the stem of a folded word.

    Dutch uses Kraaij-Pohlmann, which also drops `ge` where it is no participle (`gezond` would
    become `zon`, `gemeente` `meen`); those words take Porter's stem.
    """
    stemmed: str = _stemmer(language).stemWord(word)
    if language == "nl" and word.count("ge") > stemmed.count("ge") + word.endswith("ge"):
        stemmed = _stemmer("nl-porter").stemWord(word)
    return stemmed or word


def lemma(word: str, table: Mapping[str, str] | Callable[[str], str | None]) -> str:
    """Follow the lemma table from `word` to its base form.

    The table has loops (`fiets` > `fietsen` > `fiets`: the shorter wins), and derives in the
    wrong direction (`kok` > `kokkin`: refused).
    """
    look_up = table.get if isinstance(table, Mapping) else table
    current = word
    for _ in range(_MAX_LEMMA_STEPS):
        base = look_up(current)
        if base is None or base == current or _derives(current, base):
            return current
        if look_up(base) == current:
            return min(current, base, key=lambda form: (len(form), form))
        current = base
    return current


def _derives(word: str, base: str) -> bool:
    """Whether the table's step from `word` to `base` leaves the word instead of its inflection.

    That is the case when `base` is longer by anything but the ending of an infinitive, or
    starts with another letter (`koe` > `bul`) without the prefix of a participle to explain it.
    """
    if base.startswith(word):
        return not base.endswith("n")
    return base[0] != word[0] and "ge" not in word[:7]
