"""What any engine can do, and the words in which it is asked and answers.

Analysis, correction of typing errors, snippets and labels live outside the engines, so that every
engine finds and counts the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.access import Access
from search.documents import Entity, IndexDocument
from search.query import Question
from search.texts import Marked


class EngineError(Exception):
    """What goes wrong in an engine; nothing else leaves it."""


class EngineUnavailable(EngineError):
    """There is no index that can be read: search rests until it is rebuilt."""


class EngineBusy(EngineError):
    """Another process is writing; what was asked for has not been done and can wait."""


@dataclass(frozen=True, slots=True)
class Put:
    """Add a document, or replace the one with its key."""

    document: IndexDocument


@dataclass(frozen=True, slots=True)
class Delete:
    """Take out every document of an entity."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question with everything that narrows it down. Pages count from one."""

    question: Question
    access: Access
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    page: int = 1
    per_page: int = 10
    hits_per_group: int = 4

    @property
    def language(self) -> str:
        """The language of the question and of the documents it can find."""
        return self.question.language


@dataclass(frozen=True, slots=True)
class Hit:
    """A document as found; its score is 0 when it only came along with its group."""

    key: str
    kind: str
    language: str
    title: str
    url: str
    score: float
    marked: Marked
    date: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is shown together: the lead, and the hits, the lead among them if it matched."""

    lead: Hit
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """One page of groups. `total` and the counts are numbers of distinct texts, not of copies."""

    total: int
    groups: tuple[Group, ...]
    facets: Mapping[str, Mapping[str, int]]
    has_next: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that fits what somebody is typing."""

    text: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What can be found: every term, and every word as written with its number of documents."""

    terms: frozenset[str]
    spellings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Health:
    """How an engine is."""

    engine: str
    ok: bool
    documents: int
    size: int
    detail: str


class Engine(Protocol):
    """A place where documents are kept and found. Raises `EngineError` and nothing else."""

    name: str

    def apply(self, operations: Sequence[Put | Delete]) -> None:
        """Carry out `operations` in order. Repeating is harmless; durable when it returns."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of groups, with counts."""

    def suggest(self, prefix: str, language: str, access: Access, limit: int) -> list[Suggestion]:
        """Return titles whose words begin like those typed."""

    def similar(self, key: str, access: Access, limit: int) -> list[Hit]:
        """Return what resembles the document with this key, itself left out."""

    def vocabulary(self, language: str, access: Access) -> Vocabulary:
        """Return the words of everything that these keys open."""

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield key and version of every document, for healing."""

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Build an index beside the old one and put it in its place; return its size."""

    def health(self) -> Health:
        """Tell how things are; never raises."""
