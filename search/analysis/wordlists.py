"""Our own word lists for this field: compounds by hand, normal forms by hand, missing nouns.

`overrides_nl.txt` has one entry a line:
`word = part + part` (split so), `word = word` (never split), `form > normal` (normal form),
`+ noun` (a word that the lemma table lacks).
"""

from collections.abc import Iterator
from pathlib import Path

OVERRIDES_FILE = Path(__file__).with_name("overrides_nl.txt")


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            yield entry


def _read() -> tuple[dict[str, tuple[str, ...]], dict[str, str], frozenset[str]]:
    compounds: dict[str, tuple[str, ...]] = {}
    forms: dict[str, str] = {}
    nouns: set[str] = set()
    for entry in _lines(OVERRIDES_FILE):
        if entry.startswith("+"):
            nouns.update(entry[1:].split())
        elif ">" in entry:
            left, normal = entry.split(">")
            forms.update(dict.fromkeys(left.split(), normal.strip()))
        else:
            word, right = (side.strip() for side in entry.split("="))
            parts = tuple(part.strip() for part in right.split("+"))
            compounds[word] = () if parts == (word,) else parts
    return compounds, forms, frozenset(nouns)


OVERRIDES, _FORMS_NL, EXTRA_NOUNS = _read()
FORMS = {"nl": _FORMS_NL}
