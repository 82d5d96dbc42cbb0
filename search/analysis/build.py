"""Turn simplemma's lemma tables into the two compact tables that the analysis uses.

Run once per version of simplemma and of our own word lists; see `tables` for where the result is
kept. Reading the source costs over a hundred megabytes for a moment, so `tables` runs this
module in a process of its own: `python -m search.analysis.build LANGUAGE TARGET`.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from .compounds import Role, pack, usable
from .folding import fold
from .stems import lemma
from .wordlists import EXTRA_NOUNS, FORMS, NEVER_PARTS, OVERRIDES, SHORT_PARTS

_WORD = re.compile(r"[a-z]{2,}")
_LONGEST_PART = 16
_OWN_FAMILY = 20
_CLEAR_FAMILY = 5
_OWN_NOUNS = EXTRA_NOUNS | OVERRIDES.keys() | FORMS["nl"].keys()
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


def inflections(lemmas: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every form that is not its own base, with that base, in order."""
    for form in sorted(lemmas):
        base = lemma(form, lemmas)
        if base != form:
            yield form, base


def noun_endings(base: str) -> Iterator[str]:
    """Yield the Dutch plurals that `base` may have, to recognise a noun by."""
    yield from (base + "en", base + "s", base + "n", base + base[-1] + "en")
    shorter = _VOWEL_PAIR.sub(r"\1", base)
    if shorter != base:
        yield shorter + "en"
    swapped = shorter[:-1] + {"s": "z", "f": "v"}.get(shorter[-1], shorter[-1])
    yield swapped + "en"


@dataclass(slots=True)
class Lexeme:
    """A lemma as compounds see it: the role of each of its forms."""

    base: str
    roles: dict[str, int]


def roles_of(base: str, forms: set[str]) -> dict[str, int]:
    """Tell which forms of a Dutch lemma can stand where in a compound."""
    plurals = [form for form in noun_endings(base) if form in forms]
    small = [form for form in forms if form.endswith(("je", "jes"))]
    verb = base.endswith("n") and any(form.endswith(("de", "te")) for form in forms)
    roles: dict[str, int] = {}
    if verb:
        roles |= dict.fromkeys(verb_stems(base, forms), Role.VERB_STEM)
        roles[base] = Role.INFINITIVE
    if (plurals or small) and not (verb and not small):
        roles[base] = roles.get(base, 0) | Role.NOUN
        roles |= dict.fromkeys(plurals, Role.PLURAL) | dict.fromkeys(small, Role.SMALL)
    elif not verb and not is_adjective(base, forms):
        roles[base] = Role.UNKNOWN
    if is_adjective(base, forms):
        for form in {base, base + "e"} & {base, *forms}:
            roles[form] = roles.get(form, 0) | Role.ADJECTIVE
    return roles


def verb_stems(base: str, forms: set[str]) -> list[str]:
    """Return the stem of a verb (`eet`): the short form that another form adds a t to."""
    return [
        form
        for form in forms
        if form + "t" in forms and not form.endswith("d") and len(form) <= len(base)
    ]


def is_adjective(base: str, forms: set[str]) -> bool:
    """Whether a lemma has degrees of comparison, or the ending of an adjective."""
    degrees = any(base + ending in forms for ending in ("st", "ste", "er", "ere"))
    return degrees or base.endswith(("ig", "isch", "lijk"))


def lexemes(lemmas: dict[str, str]) -> Iterator[Lexeme]:
    """Yield every lemma that can be part of a compound, our own words included."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, base in lemmas.items():
        forms[base].add(form)
        if lemmas.get(base) != base:
            forms[base].add(base)
    for base, members in forms.items():
        roles = {
            form: role
            for form, role in roles_of(base, members).items()
            if form not in NEVER_PARTS and (3 < len(form) <= _LONGEST_PART or form in SHORT_PARTS)
        }
        if roles and base not in NEVER_PARTS and (len(base) > 3 or base in SHORT_PARTS):
            yield Lexeme(base, roles)
    for noun in sorted(_OWN_NOUNS):
        yield Lexeme(noun, {noun: Role.NOUN})


def cuts(words: Iterable[str], roles: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """Yield (word, modifier, head) for every way to see a known word as two known parts."""
    heads = {form for form, role in roles.items() if role & Role.HEADS}
    modifiers = {form for form, role in roles.items() if role & Role.MODIFIERS}
    for word in words:
        for cut in range(3, len(word) - 2):
            head = word[cut:]
            if head not in heads:
                continue
            for modifier in (word[:cut], word[: cut - 1] if word[cut - 1] == "s" else ""):
                if modifier in modifiers:
                    yield word, modifier, head


def all_roles(found: Iterable[Lexeme]) -> dict[str, int]:
    """Return the roles of every form, of all lexemes that it belongs to."""
    roles: dict[str, int] = {}
    for lexeme in found:
        for form, role in lexeme.roles.items():
            roles[form] = roles.get(form, 0) | role
    return roles


def shared_by_inflections(last: Counter[str], found: Iterable[Lexeme]) -> Counter[str]:
    """A plural or diminutive comes last as often as its singular does."""
    shared = Counter(last)
    for lexeme in found:
        for form, role in lexeme.roles.items():
            if role & (Role.PLURAL | Role.SMALL):
                shared[form] = max(shared[form], last[lexeme.base])
    return shared


def part_entries(lemmas: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield every part with its roles and family sizes packed in one number.

    Our own words count as members of a large family. Left out are forms without the family that
    their length asks for, and compounds without a family of their own, which the splitter finds
    through their parts. Verbs stay, for it must not split them.
    """
    found = list(lexemes(lemmas))
    roles = all_roles(found)
    pairs = list(cuts({*lemmas.values(), *_OWN_NOUNS}, roles))
    first = Counter(modifier for _, modifier, _ in pairs)
    last = Counter(head for _, _, head in pairs)
    composed = {
        word for word, modifier, head in pairs if min(first[modifier], last[head]) >= _CLEAR_FAMILY
    }
    composed.update(form for item in found if item.base in composed for form in item.roles)
    for own in (first, last):
        own.update(dict.fromkeys(_OWN_NOUNS, _OWN_FAMILY))
    last = shared_by_inflections(last, found)
    for form, role in sorted(roles.items()):
        packed = pack(role, first[form], last[form])
        alone = first[form] or last[form] or role & Role.INFINITIVE or form not in composed
        if alone and usable(form, packed):
            yield form, packed


def write(language: str, target: Path) -> None:
    """Write `target` (form and lemma) and, for Dutch, `target` with suffix `.parts`."""
    lemmas = read_lemmas(language)
    target.write_text("".join(f"{form}\t{base}\n" for form, base in inflections(lemmas)))
    entries = part_entries(lemmas) if language == "nl" else ()
    target.with_suffix(".parts").write_text("".join(f"{form}\t{n}\n" for form, n in entries))


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
