"""Our own words for this field, from `overrides_nl.txt`, which has one entry a line.

`word = part + part` (split so) or `word = word` (never split), `form form > normal` (normal form),
`+ noun noun` (words that the lemma table lacks), `~ part` (words of two or three letters that may
be part of a compound), `! word` (what looks like a word but is never a part).
"""

from collections import defaultdict
from pathlib import Path

OVERRIDES_FILE = Path(__file__).with_name("overrides_nl.txt")
_SETS = "+~!"


def _entries() -> list[str]:
    lines = OVERRIDES_FILE.read_text(encoding="utf-8").splitlines()
    return [entry for line in lines if (entry := line.partition("#")[0].strip())]


def _sets(entries: list[str]) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry[0] in _SETS:
            words[entry[0]].update(entry[1:].split())
    return {mark: frozenset(words[mark]) for mark in _SETS}


def _pairs(entries: list[str], mark: str) -> list[tuple[str, str]]:
    """Return (left, right) of every entry with `mark` between the two."""
    chosen = (entry.split(mark) for entry in entries if entry[0] not in _SETS and mark in entry)
    return [(left.strip(), right.strip()) for left, right in chosen]


def _compound(word: str, right: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in right.split("+"))
    return () if parts == (word,) else parts


_ENTRIES = _entries()
EXTRA_NOUNS, SHORT_PARTS, NEVER_PARTS = _sets(_ENTRIES).values()
OVERRIDES = {word: _compound(word, right) for word, right in _pairs(_ENTRIES, "=")}
FORMS = {
    "nl": {form: normal for left, normal in _pairs(_ENTRIES, ">") for form in left.split()},
}
