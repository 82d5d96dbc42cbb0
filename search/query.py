"""From what somebody types to a question that any engine can answer.

Only double quotes mean something ("these words together"); every other character is text, so
there is no syntax to get wrong.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from search.analysis import Term, analyse, fold

MAX_CHARACTERS = 300
MAX_WORDS = 16
_MANY_WORDS = 4
_AGE = re.compile(r"(\d{2})plus")
_AGE_REACH = 20
_AGE_STEP = 5
_QUOTED = re.compile(r'"([^"]*)"')
_CONTROL = re.compile(r"[\x00-\x1f\x7f\s]+")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a word: its normal form, and its parts if it is a compound."""

    whole: str
    parts: tuple[str, ...] = ()
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries a subject, as typed, and all ways to say it."""

    typed: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Words that must be found, and phrases that must be found as they stand.

    `required` says how many of the words a document must hold. `joined` are compounds that
    somebody may have written apart; they only raise the score.
    """

    language: str
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    joined: tuple[str, ...] = ()
    required: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked, or only in words that carry no subject."""
        return not self.words and not self.phrases

    @property
    def is_strict(self) -> bool:
        """Whether every word must be found."""
        return self.required >= len(self.words)

    def forms(self) -> frozenset[str]:
        """Return every term by which a snippet marks a word."""
        found = {term for phrase in self.phrases for term in phrase} | set(self.joined)
        for word in self.words:
            for alternative in word.alternatives:
                found |= {alternative.whole, *alternative.parts}
        return frozenset(found)

    def relaxed(self, required: int) -> "Question":
        """Return the question for documents that hold at least `required` of the words."""
        return replace(self, required=max(1, min(required, len(self.words))))


def normalise(text: str) -> str:
    """Return what was typed without control characters, and no longer than anybody asks."""
    return _CONTROL.sub(" ", text[: MAX_CHARACTERS * 4]).strip()[:MAX_CHARACTERS].strip()


def parse(text: str, language: str) -> Question:
    """Return the question in `text`. Any string gives one, perhaps an empty one."""
    clean = normalise(text)
    phrases = [_phrase(found, language) for found in _QUOTED.findall(clean)]
    loose = _QUOTED.sub(" ", clean).replace('"', " ")
    terms = [term for term in analyse(loose, language) if not term.stop]
    words = {term.whole: _word(loose, term) for term in terms[:MAX_WORDS]}
    return Question(
        language=language,
        words=tuple(words.values()),
        phrases=tuple(phrase for phrase in phrases if phrase),
        joined=_joined(loose, terms[:MAX_WORDS], language),
        required=len(words),
    )


def weighed(question: Question) -> int:
    """Return how many words a whole sentence must share with a page: about two in three.

    People who ask a question use words that no page has; with up to three words each one counts.
    """
    count = len(question.words)
    return count if count < _MANY_WORDS else count - count // 3


def _word(text: str, term: Term) -> Word:
    own = Alternative(term.whole, term.parts)
    return Word(text[term.start : term.end], (own, *_other_ages(term.whole)))


def _other_ages(whole: str) -> Iterator[Alternative]:
    """Yield the age limits near one: what is for people from 65 also suits somebody over 75."""
    limit = _AGE.fullmatch(whole)
    if limit:
        age = int(limit[1])
        for other in range(age - _AGE_REACH, age + _AGE_REACH + 1, _AGE_STEP):
            if other != age and other > 0:
                away = abs(other - age) / _AGE_STEP
                yield Alternative(f"{other}plus", boost=0.8**away)


def _phrase(text: str, language: str) -> tuple[str, ...]:
    return tuple(term.whole for term in analyse(text, language) if not term.stop)[:MAX_WORDS]


def _joined(text: str, terms: list[Term], language: str) -> tuple[str, ...]:
    """Return the compounds that two neighbours make: `fiets koerier` is also `fietskoerier`."""
    if language != "nl":
        return ()
    found = []
    for first, second in pairwise(terms):
        left, right = (fold(text[term.start : term.end]) for term in (first, second))
        for glued in (left + right, f"{left}s{right}"):
            compound = analyse(glued, language)
            if len(compound) == 1 and compound[0].parts and not compound[0].stop:
                found.append(compound[0].whole)
    return tuple(dict.fromkeys(found))
