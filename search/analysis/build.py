"""Turn simplemma's lemma tables into the two compact tables that the analysis uses.

Run once per version of simplemma and of our own word lists; see `tables` for where the result is
kept. Reading the source costs over a hundred megabytes for a moment, so `tables` runs this
module in a process of its own: `python -m search.analysis.build LANGUAGE TARGET`.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from .compounds import LINKS, NEVER_PARTS, SHORT_PARTS, Role, pack
from .folding import fold
from .stems import lemma, stem
from .wordlists import EXTRA_NOUNS, FORMS

_WORD = re.compile(r"[a-z]{2,}")
_LONGEST_PART = 16
_VOWEL_PAIR = re.compile(r"([aeou])\1(?=[^aeiou]$)")


def read_lemmas(language: str) -> dict[str, str]:
    """Return simplemma's table with folded keys and values, plain words only."""
    lemmas: dict[str, str] = {}
    for key, value in DefaultDictionaryFactory().get_dictionary(language).items():
        form, base = fold(key), fold(value)
        if (
            _WORD.fullmatch(form)
            and _WORD.fullmatch(base)
            and (key.islower() or form not in lemmas)
        ):
            lemmas[form] = base
    return lemmas


def stem_exceptions(lemmas: dict[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Yield the forms whose normal form is not simply their own stem."""
    own = FORMS.get(language, {})
    stem_once = cache(partial(stem, language=language))
    for form in sorted(lemmas.keys() | own.keys()):
        normal = own.get(form) or stem_once(lemma(form, lemmas))
        if normal != stem_once(form):
            yield form, normal


def noun_endings(base: str) -> Iterator[str]:
    """Yield the Dutch plurals that `base` may have, to recognise a noun by."""
    yield from (base + "en", base + "s", base + "n", base + base[-1] + "en")
    shorter = _VOWEL_PAIR.sub(r"\1", base)
    if shorter != base:
        yield shorter + "en"
    swapped = shorter[:-1] + {"s": "z", "f": "v"}.get(shorter[-1], shorter[-1])
    yield swapped + "en"


def roles_of(base: str, forms: set[str]) -> dict[str, Role]:
    """Tell which forms of a Dutch lemma can stand where in a compound."""
    roles: dict[str, Role] = defaultdict(lambda: Role(0))
    plurals = [form for form in noun_endings(base) if form in forms]
    verb = base.endswith("n") and any(form.endswith(("de", "te")) for form in forms)
    adjective = any(base + ending in forms for ending in ("st", "ste", "er", "ere"))
    adjective = adjective or base.endswith(("ig", "isch", "lijk"))
    small = [form for form in forms if form.endswith(("je", "jes"))]
    if verb:
        roles[base] |= Role.INFINITIVE
        for form in forms:
            if form + "t" in forms and not form.endswith("d") and len(form) <= len(base):
                roles[form] |= Role.VERB_STEM
    if (plurals or small) and not (verb and not small):
        roles[base] |= Role.NOUN
        for form in plurals:
            roles[form] |= Role.PLURAL
        for form in small:
            roles[form] |= Role.SMALL
    elif adjective:
        roles[base] |= Role.ADJECTIVE
    elif not verb and forms <= {base}:
        roles[base] |= Role.UNKNOWN
    return roles


def part_roles(lemmas: dict[str, str]) -> dict[str, Role]:
    """Return every word that may be part of a compound with its roles."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, base in lemmas.items():
        forms[base].add(form)
        if lemmas.get(base) != base:
            forms[base].add(base)
    roles: dict[str, Role] = dict.fromkeys(EXTRA_NOUNS, Role.NOUN)
    for base, members in forms.items():
        for form, role in roles_of(base, members).items():
            roles[form] = roles.get(form, Role(0)) | role
    return {
        form: role
        for form, role in roles.items()
        if form not in NEVER_PARTS and (3 < len(form) <= _LONGEST_PART or form in SHORT_PARTS)
    }


def families(words: Iterable[str], roles: dict[str, Role]) -> tuple[Counter[str], Counter[str]]:
    """Count for each part in how many known words it comes first, and last."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in words:
        for cut in range(3, len(word) - 2):
            head = word[cut:]
            if not roles.get(head, Role(0)) & Role.HEADS:
                continue
            for link in LINKS:
                modifier = word[: cut - len(link)] if word[:cut].endswith(link) else ""
                if roles.get(modifier, Role(0)) & Role.MODIFIERS:
                    first[modifier] += 1
                    last[head] += 1
    return first, last


def part_entries(lemmas: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield every part with its roles and family sizes packed in one number."""
    roles = part_roles(lemmas)
    first, last = families({*lemmas.values(), *EXTRA_NOUNS}, roles)
    for form in sorted(roles):
        yield form, pack(roles[form], first[form], last[form])


def write(language: str, target: Path) -> None:
    """Write `target` (stem exceptions) and, for Dutch, `target` with suffix `.parts`."""
    lemmas = read_lemmas(language)
    target.write_text(
        "".join(f"{form}\t{normal}\n" for form, normal in stem_exceptions(lemmas, language))
    )
    entries = part_entries(lemmas) if language == "nl" else ()
    target.with_suffix(".parts").write_text("".join(f"{form}\t{n}\n" for form, n in entries))


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
