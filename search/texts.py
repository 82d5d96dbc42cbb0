"""The words of a document, analysed once for whatever engine stores them."""

from array import array
from dataclasses import dataclass
from functools import cached_property

from search.analysis import Term, analyse, fold

FIELDS = ("title", "intro", "body", "context")
_SHOWN_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class Marked:
    """Running text with the normal form of every word and where it stands, for snippets.

    `words` holds, separated by spaces, `whole/part/part` for each word that carries a subject;
    `offsets` its start and end, two numbers a word.
    """

    text: str
    words: str
    offsets: bytes

    def spans(self) -> "array[int]":
        """Return the offsets as numbers."""
        numbers = array("I")
        numbers.frombytes(self.offsets)
        return numbers


@dataclass(frozen=True, slots=True)
class Analysed:
    """Ready-made terms by field, the words as written, and the text that snippets show."""

    wholes: dict[str, str]
    parts: dict[str, str]
    spellings: str
    title_spellings: str
    marked: Marked


@dataclass(frozen=True)
class Text:
    """Title, introduction and body as people read them, and words that only help finding.

    `context` is what a page shows of other pages: names, labels, titles.
    """

    language: str
    title: str
    intro: str = ""
    body: str = ""
    context: str = ""

    def fields(self) -> dict[str, str]:
        """Return the texts by name."""
        return {name: getattr(self, name) for name in FIELDS}

    @cached_property
    def shown(self) -> str:
        """What a snippet can quote."""
        return _SHOWN_BETWEEN.join(filter(None, (self.intro, self.body))).replace("\0", " ")

    @cached_property
    def analysed(self) -> Analysed:
        """The terms of every field."""
        terms = {name: self._terms(text) for name, text in self.fields().items()}
        shown = self._terms(self.shown)
        return Analysed(
            wholes={name: " ".join(term.whole for term in found) for name, found in terms.items()},
            parts={
                name: " ".join(part for term in found for part in term.parts)
                for name, found in terms.items()
            },
            spellings=self._spellings(self.shown, shown),
            title_spellings=self._spellings(self.title, terms["title"]),
            marked=_marked(self.shown, shown),
        )

    def _terms(self, text: str) -> list[Term]:
        return [term for term in analyse(text, self.language) if not term.stop]

    @staticmethod
    def _spellings(text: str, terms: list[Term]) -> str:
        """Return each word once as written, so that somebody can be told how it is spelt."""
        words = dict.fromkeys(fold(text[term.start : term.end]) for term in terms)
        return " ".join(word for word in words if " " not in word)


def _marked(text: str, terms: list[Term]) -> Marked:
    offsets = array("I")
    for term in terms:
        offsets.extend((term.start, term.end))
    words = " ".join("/".join((term.whole, *term.parts)) for term in terms)
    return Marked(text, words, offsets.tobytes())
