"""One search from beginning to end: from what was typed to what people read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from search.access import Access
from search.engines import get_engine
from search.engines.contract import Engine, Group, Hit, SearchRequest, SearchResponse
from search.facets import facets, kind_labels
from search.query import Question, normalise, parse, weighed
from search.snippets import snippet
from search.suggestions import correct

_FEW = 2
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit with the passage that shows why it was found."""

    hit: Hit
    snippets: tuple[SafeString, ...]

    @property
    def kind(self) -> str:
        """The kind as people read it."""
        return kind_labels([self.hit.kind]).get(self.hit.kind, self.hit.kind)


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A lead with what was found under it."""

    lead: Hit
    own: FoundHit | None
    hits: tuple[FoundHit, ...]
    more: bool

    @property
    def all_hits(self) -> tuple[FoundHit, ...]:
        """What was found, the lead first if it matched."""
        return (self.own, *self.hits) if self.own else self.hits

    @property
    def kind(self) -> str:
        """The kind of the lead as people read it."""
        return kind_labels([self.lead.kind]).get(self.lead.kind, self.lead.kind)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice of a facet."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FoundFacet:
    """A facet with the choices that lead somewhere."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, and how it understood what was asked.

    `relaxed`: few texts or none have all the words, so these have most. `did_you_mean`: the
    spelling that was searched by instead, or besides. `elsewhere`: how many texts the other
    languages hold, filled only when this one has none.
    """

    query: str
    understood: bool
    total: int
    groups: tuple[FoundGroup, ...]
    facets: tuple[FoundFacet, ...]
    did_you_mean: str | None
    relaxed: bool
    elsewhere: Mapping[str, int]
    page: int
    has_next: bool
    engine: str
    milliseconds: float


def ask(
    text: str,
    language: str,
    access: Access,
    filters: Mapping[str, tuple[str, ...]] | None = None,
    page: int = 1,
    other_languages: tuple[str, ...] = (),
) -> Answer:
    """Return what is found. Raises `EngineUnavailable` when search rests."""
    started = time.perf_counter()
    engine, query = get_engine(), normalise(text)
    chosen = {name: tuple(values) for name, values in (filters or {}).items() if values}
    request = SearchRequest(
        question=parse(query, language),
        access=access,
        filters=chosen,
        facets=tuple(facets.names()),
        page=max(1, page),
    )
    understood = not request.question.is_empty or (not query and bool(chosen))
    if understood:
        request, response, meant = find(engine, request, query)
    else:
        response, meant = SearchResponse(0, (), {}, False), None
    found = _groups(response, request.question)
    return Answer(
        query=query,
        understood=understood,
        total=response.total,
        groups=found,
        facets=_facets(response, chosen),
        did_you_mean=meant,
        relaxed=bool(response.total) and not request.question.is_strict,
        elsewhere={} if response.total else _elsewhere(engine, request, query, other_languages),
        page=request.page,
        has_next=response.has_next,
        engine=engine.name,
        milliseconds=round((time.perf_counter() - started) * 1000, 2),
    )


def find(
    engine: Engine, request: SearchRequest, query: str
) -> tuple[SearchRequest, SearchResponse, str | None]:
    """Search for all words; if that gives little, with other spellings, then for most words.

    A whole sentence is searched for most of its words from the start. Spellings that were only
    guessed do not carry a search alone: nothing is better than what nobody meant.
    """
    question = request.question.relaxed(weighed(request.question))
    request = replace(request, question=question)
    response, meant, known = engine.search(request), None, len(question.words)
    if response.total <= _FEW and question.words:
        correction = correct(question, engine.vocabulary(request.language, request.access))
        if correction:
            meant = correction.text(query)
            known = correction.known
            request = replace(request, question=correction.question)
            response = engine.search(request)
    while response.total < _ENOUGH and request.question.required > 1 and known:
        request = replace(request, question=request.question.relaxed(request.question.required - 1))
        response = engine.search(request)
    return request, response, meant


def _groups(response: SearchResponse, question: Question) -> tuple[FoundGroup, ...]:
    forms = question.forms()
    return tuple(_group(group, forms) for group in response.groups)


def _group(group: Group, forms: frozenset[str]) -> FoundGroup:
    hits = [FoundHit(hit, _snippets(hit, forms)) for hit in group.hits]
    own = next((found for found in hits if found.hit is group.lead), None)
    return FoundGroup(
        lead=group.lead,
        own=own,
        hits=tuple(found for found in hits if found is not own),
        more=group.more,
    )


def _snippets(hit: Hit, forms: frozenset[str]) -> tuple[SafeString, ...]:
    return (snippet(hit.marked, forms),) if hit.marked.text else ()


def _facets(
    response: SearchResponse, chosen: Mapping[str, tuple[str, ...]]
) -> tuple[FoundFacet, ...]:
    """Return each facet with its codes, most frequent first; a chosen code even at 0."""
    found = []
    for facet in facets:
        counts = dict(response.facets.get(facet.name, {}))
        selected = chosen.get(facet.name, ())
        labels = facet.labels({*counts, *selected}) if counts or selected else {}
        values = [
            FacetValue(code, label, counts.get(code, 0), code in selected)
            for code, label in labels.items()
        ]
        values.sort(key=lambda value: (-value.count, value.label))
        found.append(FoundFacet(facet.name, str(facet.title), tuple(values)))
    return tuple(found)


def _elsewhere(
    engine: Engine, request: SearchRequest, query: str, languages: tuple[str, ...]
) -> dict[str, int]:
    """Return how much the other languages hold for the same words."""
    totals = {}
    for language in languages:
        question = parse(query, language)
        if language != request.language and not question.is_empty:
            other = replace(request, question=question, page=1, facets=())
            totals[language] = engine.search(other).total
    return {language: total for language, total in totals.items() if total}
