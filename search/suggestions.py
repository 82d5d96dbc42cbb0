"""Did you mean: words that nobody wrote, and those they may have been meant for."""

from dataclasses import dataclass, replace

from search.analysis import analyse, fold
from search.engines.contract import Vocabulary
from search.query import Alternative, Question, Word

_CANDIDATES = 3
_SHORTEST = 4
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Correction:
    """A question with other spellings added to the words that nobody wrote.

    `known` says how many words needed none.
    """

    question: Question
    known: int
    replacements: dict[str, str]

    def text(self, typed: str) -> str:
        """Return what was typed with the best spelling in place of each unknown word."""
        for wrong, right in self.replacements.items():
            typed = typed.replace(wrong, right)
        return typed


def correct(question: Question, vocabulary: Vocabulary) -> Correction | None:
    """Return the corrected question; None when every word is known or none can be mended."""
    words: list[Word] = []
    replacements: dict[str, str] = {}
    known = 0
    for word in question.words:
        is_known = _known(word, vocabulary)
        known += is_known
        near = [] if is_known else nearest(fold(word.typed), vocabulary)
        if near:
            replacements[word.typed] = near[0]
            word = _widened(word, near, question.language)
        words.append(word)
    if not replacements:
        return None
    return Correction(replace(question, words=tuple(words)), known, replacements)


def _known(word: Word, vocabulary: Vocabulary) -> bool:
    terms = vocabulary.terms
    return any(
        way.whole in terms or (way.parts and terms.issuperset(way.parts))
        for way in word.alternatives
    )


def _widened(word: Word, spellings: list[str], language: str) -> Word:
    ways = [
        Alternative(term.whole, term.parts, boost=0.8**rank)
        for rank, spelling in enumerate(spellings)
        for term in analyse(spelling, language)
        if not term.stop
    ]
    return Word(word.typed, (*word.alternatives, *ways))


def nearest(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return the spellings closest to `word`, the most common of equals first."""
    allowed = _allowed(word)
    if not allowed:
        return []
    letters = _letters(word)
    found = []
    for spelling, count in vocabulary.spellings.items():
        if abs(len(spelling) - len(word)) > allowed:
            continue
        if (letters ^ _letters(spelling)).bit_count() > 2 * allowed:
            continue
        away = distance(word, spelling, allowed)
        if away <= allowed:
            found.append((away, spelling[0] != word[0], -count, spelling))
    return [spelling for *_rank, spelling in sorted(found)[:_CANDIDATES]]


def _allowed(word: str) -> int:
    """Return how many slips a word of this length may hold; figures are never corrected."""
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < _SHORT else 2


def _letters(word: str) -> int:
    """Return the set of letters as bits: far-off words differ here already."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits


def distance(left: str, right: str, limit: int) -> int:
    """Return the number of slips between two words, swapped neighbours counted as one.

    Above `limit` the answer is only that: more than `limit`.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]
