"""The words of a document, analysed once for whatever engine stores them."""

from array import array
from dataclasses import dataclass
from functools import cached_property

from search.analysis import Term, analyse, fold

FIELDS = ("title", "intro", "body", "context")
_SHOWN_BETWEEN = "\n"
# A term, and by how much its offsets are to be moved.
Place = tuple[Term, int]


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
        # Where the body begins in what is shown; analysing it twice would double the work.
        before = len(self.intro) + len(_SHOWN_BETWEEN) if self.intro else 0
        places = [(term, 0) for term in terms["intro"]] + [(term, before) for term in terms["body"]]
        return Analysed(
            wholes={name: " ".join(term.whole for term in found) for name, found in terms.items()},
            parts={
                name: " ".join(part for term in found for part in term.parts)
                for name, found in terms.items()
            },
            spellings=_spellings(self.shown, places),
            title_spellings=_spellings(self.title, [(term, 0) for term in terms["title"]]),
            marked=_marked(self.shown, places),
        )

    def _terms(self, text: str) -> list[Term]:
        return [term for term in analyse(text, self.language) if not term.stop]


def _spellings(text: str, places: list[Place]) -> str:
    """Return each word once as written, so that somebody can be told how it is spelt."""
    words = dict.fromkeys(fold(text[at + term.start : at + term.end]) for term, at in places)
    return " ".join(word for word in words if " " not in word)


def _marked(text: str, places: list[Place]) -> Marked:
    offsets = array("I")
    for term, at in places:
        offsets.extend((at + term.start, at + term.end))
    words = " ".join("/".join((term.whole, *term.parts)) for term, _at in places)
    return Marked(text, words, offsets.tobytes())
