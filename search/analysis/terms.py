"""From text to the terms that both engines store and are asked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from . import tables
from .ages import AgeLimit, age_limits
from .folding import fold
from .stems import stem
from .stopwords import BY_LANGUAGE
from .tokens import Token, tokenise
from .wordlists import FORMS, OVERRIDES

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "january february march april may june july august september october november december",
}
_JOINED = str.maketrans("", "", "'-.")
_LONGEST_TERM = 100
_RAINBOW = re.compile(r"l(?:hb|gb)t\w*\+?")
_DATE = re.compile(r"(\d{1,4})[-/](\d{1,2})[-/](\d{1,4})")
_ORDINAL = re.compile(r"(\d+)(?:e|ste|de|st|nd|rd|th)")
_AGED = re.compile(r"(\d+)(jarig\w*)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text, ready for the index or a query.

    `whole` is its normal form (a stem), `parts` the normal forms of what it is composed of (empty
    when it is no compound), `start` and `end` its offsets in the source text, `stop` whether it
    carries no subject. A document answers a term when it holds `whole` as a whole word or as a
    part, or when it holds all of `parts` in either place.
    """

    whole: str
    parts: tuple[str, ...]
    start: int
    end: int
    stop: bool


class Normal(NamedTuple):
    """What is known of a word out of context."""

    whole: str
    parts: tuple[str, ...] = ()
    stop: bool = False


def analyse(text: str, language: str) -> list[Term]:
    """Return the terms of `text` in order, stop words included and marked.

    `language` is "nl" or "en"; text in any other language is only folded. Never raises on any
    string. Age limits of several words ("75 jaar en ouder") are one term over their whole span.
    """
    return list(_terms(text, language))


def _terms(text: str, language: str) -> Iterator[Term]:
    ages = iter(age_limits(text)) if language in tables.LANGUAGES else iter(())
    age: AgeLimit | None = next(ages, None)
    for token in tokenise(text):
        while age and token.start >= age.end:
            age = next(ages, None)
        if age and token.end > age.start:
            if token.start <= age.start:
                yield Term(age.term, (age.number,), age.start, age.end, False)
            continue
        yield from _token_terms(token, language)


def _token_terms(token: Token, language: str) -> Iterator[Term]:
    whole, parts, stop = normalise(token.text[:_LONGEST_TERM], language)
    if whole:
        yield Term(whole, parts, token.start, token.end, stop)


@lru_cache(maxsize=32_768)
def normalise(word: str, language: str) -> Normal:
    """Return the normal form of one token as typed."""
    folded = "".join(fold(word).split())
    stops = BY_LANGUAGE.get(language, frozenset())
    if folded in stops:
        return Normal(folded, (), True)
    folded = folded.strip("'-")
    if folded[:1].isdigit():
        return _number(folded, language)
    if _RAINBOW.fullmatch(folded):
        return Normal("lhbti")
    folded = folded.removesuffix("'s").translate(_JOINED)
    if folded in stops:
        return Normal(folded, (), True)
    if language not in tables.LANGUAGES:
        return Normal(folded)
    parts = tuple(normal_form(part, language) for part in _split(folded, language))
    return Normal(normal_form(folded, language), parts)


@lru_cache(maxsize=32_768)
def normal_form(word: str, language: str) -> str:
    """Return our own normal form of a folded word, or else the stem of its lemma."""
    own = FORMS.get(language, {})
    base = own.get(word) or base_form(word, language)
    return own.get(base) or (base if word in own else stem(base, language))


@lru_cache(maxsize=8_192)
def base_form(word: str, language: str) -> str:
    """Return the lemma of a folded word, or the word itself."""
    return tables.load(language).lemmas.get(word) or word


def _split(word: str, language: str) -> tuple[str, ...]:
    """Split the base of a known inflection: `manieren` no more than `manier`."""
    if language != "nl":
        return ()
    splitter = tables.load(language).splitter
    return splitter.split(word if word in OVERRIDES else base_form(word, language))


def _number(folded: str, language: str) -> Normal:
    if date := _DATE.fullmatch(folded):
        return _date(folded, date, language)
    if ordinal := _ORDINAL.fullmatch(folded):
        return Normal(ordinal[1])
    if aged := _AGED.fullmatch(folded):
        return Normal(f"{aged[1]}jarig", (aged[1], "jaar"))
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", folded):
        return Normal(re.sub(r"[.,]", "", folded))
    return Normal(re.sub(r"[,:]", ".", folded))


def _date(folded: str, date: "re.Match[str]", language: str) -> Normal:
    """Dates meet each other in ISO order, and "maart 2024" through their parts."""
    first, month, last = date.groups()
    year, day = (first, last) if len(first) == 4 else (last, first)
    if not 1 <= int(month) <= 12:
        return Normal(folded)
    name = _MONTHS.get(language, "").split()[int(month) - 1 : int(month)]
    names = (normal_form(name[0], language),) if name else ()
    return Normal(f"{year}-{int(month):02}-{int(day):02}", (str(int(day)), *names, year))


def display_words(text: str, language: str) -> list[tuple[str, str]]:
    """Return (normal form, folded word as typed) for every word that carries a subject.

    For did-you-mean: count these over the documents, and the word counted most often for a normal
    form is the one to show for it.
    """
    return [
        (term.whole, fold(text[term.start : term.end]))
        for term in _terms(text, language)
        if not term.stop
    ]


def index_terms(text: str, language: str) -> tuple[str, str]:
    """Return `text` as (wholes, parts), space-joined, for two whitespace-analysed fields.

    Stop words are left out of both and leave no gap, on the index side and (through
    `Term.stop`) on the query side alike, so phrases meet without them: "aanpak van
    eenzaamheid" and "aanpak eenzaamheid" have the same positions. Parts stand in the order of
    their words, each as often as it occurs.
    """
    terms = [term for term in _terms(text, language) if not term.stop]
    wholes = " ".join(term.whole for term in terms)
    return wholes, " ".join(part for term in terms for part in term.parts)
