"""Searching an opened index: find, count, group."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.engines.contract import Group, Hit, SearchRequest, SearchResponse
from search.engines.embedded.folder import Opened
from search.engines.embedded.queries import Queries
from search.engines.embedded.schema import facet_field
from search.facets import KIND
from search.texts import Marked

MAX_PAGE = 50
_FIRST_FETCH = 64
_FETCH_FACTOR = 4
_COPY = 0.5
_MEMBERS = 256
_MOST_CODES = 500

_NO_TEXT = Marked("", "", b"")

Found = tuple[float, tantivy.DocAddress]
Member = tuple[Found, bool]


@dataclass(frozen=True, slots=True)
class Card:
    """A document as stored, with how well it answers."""

    hit: Hit
    addresses: Mapping[str, str]

    def shown_in(self, language: str) -> Hit:
        """Return the hit with the address at which it is read in `language`."""
        url = self.addresses.get(language) if language != self.hit.language else None
        return replace(self.hit, url=url) if url else self.hit


def read(searcher: tantivy.Searcher, found: Found, with_text: bool = True) -> Card:
    """Return the stored document; its text only if asked for, because that takes half the time."""
    score, address = found
    stored = searcher.doc(address)
    card: dict[str, Any] = json.loads(_bytes(stored, "card").decode())
    hit = Hit(
        key=card["key"],
        kind=card["kind"],
        language=card["language"],
        title=card["title"],
        url=card["url"],
        score=round(score, 4),
        marked=_marked(stored) if with_text else _NO_TEXT,
        date=card["date"],
    )
    return Card(hit, card["addresses"])


def _marked(stored: tantivy.Document) -> Marked:
    shown, words = _bytes(stored, "shown"), _bytes(stored, "words")
    return Marked(shown.decode(), words.decode(), _bytes(stored, "offsets"))


def _bytes(stored: tantivy.Document, name: str) -> bytes:
    value: bytes = stored.get_first(name) or b""
    return value


class Reading:
    """One search, over one view of the index."""

    def __init__(self, opened: Opened, request: SearchRequest) -> None:
        self.searcher = opened.searcher
        self.queries = Queries(opened.schema)
        self.request = request

    def answer(self) -> SearchResponse:
        """Return the page of groups with its counts."""
        counts = self._counts()
        page = min(self.request.page, MAX_PAGE)
        first = (page - 1) * self.request.per_page
        last = first + self.request.per_page
        groups = self._best_groups(last + 1)
        return SearchResponse(
            total=self._total(counts),
            groups=tuple(self._groups(groups[first:last])),
            facets={name: counts[name] for name in self.request.facets},
            has_next=len(groups) > last and page < MAX_PAGE,
        )

    @cached_property
    def _question(self) -> Query:
        return self.queries.question(self.request.question)

    @cached_property
    def _own(self) -> list[tuple[Occur, Query]]:
        """Conditions that hold whatever is asked: what the visitor may see, in the language."""
        return [
            (Occur.Must, self.queries.any_of("language", [self.request.language])),
            (Occur.Must, self.queries.visible(self.request.access)),
        ]

    def _matching(self, leave_out: str = "") -> list[tuple[Occur, Query]]:
        narrowed = self.queries.narrowed(self.request.filters, leave_out)
        return [(Occur.Must, self._question), *self._own, *narrowed]

    def _best_groups(self, wanted: int) -> list[int]:
        """Return the best `wanted` groups: tantivy cannot collapse, so fetch until they are in.

        A group is as good as its best hit. Further copies of one text count less, or a lesson
        about three activities would take three places at the top. What then falls below the last
        hit fetched is not decided yet, so that every page sees the same order.
        """
        query = Query.boolean_query(self._matching())
        limit = max(_FIRST_FETCH, wanted * _FETCH_FACTOR)
        while True:
            hits = self.searcher.search(query, limit, count=False).hits
            best = self._best_scores(hits)
            complete = len(hits) < limit
            decided = 0.0 if complete else hits[-1][0]
            known = [group for group, worth in best.items() if worth >= decided]
            ranked = sorted(known, key=lambda group: -best[group])
            if complete or len(ranked) >= wanted:
                return ranked[:wanted]
            limit *= _FETCH_FACTOR

    def _best_scores(self, hits: Sequence[Found]) -> dict[int, float]:
        addresses = [address for _score, address in hits]
        groups = self.searcher.fast_field_values("group", addresses)
        primary = self.searcher.fast_field_values("primary", addresses)
        best: dict[int, float] = {}
        for (score, _address), group, first in zip(hits, groups, primary, strict=True):
            worth = score if first else score * _COPY
            best[int(group or 0)] = max(worth, best.get(int(group or 0), 0.0))
        return best

    def _counts(self) -> dict[str, dict[str, int]]:
        """Return for each facet how many texts each of its codes would give.

        A facet's own selection is left out of its counts, so that choosing one value does not
        make the others vanish.
        """
        names = dict.fromkeys((KIND, *self.request.facets))
        selected = [name for name in names if self.request.filters.get(name)]
        counts = self._aggregate(self._matching(), [n for n in names if n not in selected])
        for name in selected:
            counts |= self._aggregate(self._matching(leave_out=name), [name])
        return counts

    def _aggregate(
        self, conditions: list[tuple[Occur, Query]], names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        if not names:
            return {}
        primary = (Occur.Must, self.queries.term("primary", True))
        wanted = {
            name: {"terms": {"field": facet_field(name), "size": _MOST_CODES}} for name in names
        }
        found = self.searcher.aggregate(Query.boolean_query([*conditions, primary]), wanted)
        return {
            name: {bucket["key"]: int(bucket["doc_count"]) for bucket in found[name]["buckets"]}
            for name in names
        }

    def _total(self, counts: Mapping[str, Mapping[str, int]]) -> int:
        """Every text has exactly one kind, so the kinds add up to the total."""
        kinds, selected = counts[KIND], self.request.filters.get(KIND)
        if not selected:
            return sum(kinds.values())
        return sum(kinds.get(kind, 0) for kind in dict.fromkeys(selected))

    def _groups(self, groups: Sequence[int]) -> list[Group]:
        members = self._members(groups) if groups else {}
        return [self._group(members.get(group, [])) for group in groups if members.get(group)]

    def _members(self, groups: Sequence[int]) -> dict[int, list[Member]]:
        """Return what belongs to the groups, best first, whether it matches or not.

        Leads also in other languages, because an activity without translation is still the lead.
        """
        language = self.queries.any_of("language", [self.request.language])
        either = Query.boolean_query(
            [(Occur.Should, language), (Occur.Should, self.queries.term("lead", True))]
        )
        query = Query.boolean_query(
            [
                (Occur.Must, self.queries.any_of("group", groups)),
                (Occur.Must, Query.const_score_query(either, 0.0)),
                (Occur.Must, self.queries.visible(self.request.access)),
                (Occur.Should, Query.boolean_query(self._matching())),
            ]
        )
        members: dict[int, list[Member]] = {}
        found = self.searcher.search(query, _MEMBERS, count=False).hits
        addresses = [address for _score, address in found]
        values = self.searcher.fast_field_values("group", addresses)
        leads = self.searcher.fast_field_values("lead", addresses)
        for value, lead, hit in zip(values, leads, found, strict=True):
            members.setdefault(int(value or 0), []).append((hit, bool(lead)))
        return members

    def _group(self, members: list[Member]) -> Group:
        """Put the lead first; without one the best hit stands alone, its own lead."""
        heads = [found for found, lead in members if lead]
        others = [found for found, lead in members if not lead]
        shown = others[: self.request.hits_per_group]
        cards = [read(self.searcher, found, found[0] > 0) for found in shown]
        hits = [card.hit for card in cards]
        lead = self._lead([read(self.searcher, found, found[0] > 0) for found in heads])
        if lead is None:
            return Group(hits[0], tuple(hits), more=len(others) > len(shown))
        if lead.score and lead.language == self.request.language:
            hits.insert(0, lead)
        return Group(lead, tuple(hits), more=len(others) > len(shown))

    def _lead(self, cards: list[Card]) -> Hit | None:
        """Return the lead in the language asked for, else in another one, at its address here."""
        own = [card for card in cards if card.hit.language == self.request.language]
        for card in (*own, *cards):
            return card.shown_in(self.request.language)
        return None
