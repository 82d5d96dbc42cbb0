"""From a question to tantivy's queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import tantivy
from tantivy import Occur, Query

from search.access import Access
from search.engines.embedded.schema import facet_field
from search.query import Alternative, Question, Word

# A word in the title says most of what a page is about; context (labels, other pages' titles)
# says less than the page's own text. Parts of compounds count half, as measured in the design.
BOOSTS: Mapping[str, float] = {"title": 4.0, "intro": 2.0, "body": 1.0, "context": 1.5}
PARTS = 0.5
_TIE = 0.3
_NEAR = 2
_PROXIMITY = 0.5
# More than a few words bring together: a text with all of them stays above one with most.
_EVERY_WORD = 20.0


@dataclass(frozen=True, slots=True)
class Queries:
    """Builds queries over one schema."""

    schema: tantivy.Schema

    def term(self, field: str, value: str | int | bool) -> Query:
        """Documents that hold exactly `value`."""
        return Query.term_query(self.schema, field, value)

    def any_of(self, field: str, values: Iterable[str | int]) -> Query:
        """Documents that hold one of `values`, without a score."""
        terms = [(Occur.Should, self.term(field, value)) for value in values]
        return Query.const_score_query(Query.boolean_query(terms), 0.0)

    def visible(self, access: Access) -> Query:
        """Documents that one of these keys opens."""
        return self.any_of("access", sorted(access))

    def narrowed(
        self, filters: Mapping[str, tuple[str, ...]], leave_out: str = ""
    ) -> list[tuple[Occur, Query]]:
        """Return one condition for each facet with a selection."""
        return [
            (Occur.Must, self.any_of(facet_field(name), values))
            for name, values in filters.items()
            if values and name != leave_out
        ]

    def question(self, question: Question) -> Query:
        """Documents that answer the question, best first."""
        if question.is_empty:
            return Query.const_score_query(Query.all_query(), 1.0)
        conditions = [(Occur.Must, self._phrase(phrase)) for phrase in question.phrases]
        if question.words:
            words = [(Occur.Should, self._word(word)) for word in question.words]
            required = max(1, min(question.required, len(words)))
            conditions.append((Occur.Must, Query.boolean_query(words, required)))
        return Query.boolean_query([*conditions, *self._bonuses(question)])

    def _bonuses(self, question: Question) -> Iterable[tuple[Occur, Query]]:
        """Raise documents that hold every word, neighbours as neighbours, or as one compound."""
        if not question.is_strict:
            every = Query.boolean_query([(Occur.Must, self._word(word)) for word in question.words])
            yield Occur.Should, Query.const_score_query(every, _EVERY_WORD)
        for first, second in pairwise(question.words):
            near = [first.alternatives[0].whole, second.alternatives[0].whole]
            for field in ("title", "intro", "body"):
                phrase = Query.phrase_query(self.schema, f"{field}_s", list(near), slop=_NEAR)
                yield Occur.Should, Query.boost_query(phrase, BOOSTS[field] * _PROXIMITY)
        for compound in question.joined:
            yield Occur.Should, self._anywhere(compound, 1.0)

    def _word(self, word: Word) -> Query:
        ways = [self._alternative(alternative) for alternative in word.alternatives]
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways)

    def _alternative(self, alternative: Alternative) -> Query:
        whole = self._anywhere(alternative.whole, alternative.boost)
        if not alternative.parts:
            return whole
        parts = [
            (Occur.Must, self._anywhere(part, alternative.boost * PARTS))
            for part in dict.fromkeys(alternative.parts)
        ]
        return Query.disjunction_max_query([whole, Query.boolean_query(parts)], _TIE)

    def _anywhere(self, term: str, boost: float) -> Query:
        """Documents with `term` as a word or as a part of one, in any field."""
        ways = []
        for field, weight in BOOSTS.items():
            whole = self.term(f"{field}_s", term)
            part = self.term(f"{field}_p", term)
            ways.append(Query.boost_query(whole, weight * boost))
            ways.append(Query.boost_query(part, weight * boost * PARTS))
        return Query.disjunction_max_query(ways, _TIE)

    def _phrase(self, phrase: tuple[str, ...]) -> Query:
        ways = []
        for field, weight in BOOSTS.items():
            name = f"{field}_s"
            if len(phrase) == 1:
                query = self.term(name, phrase[0])
            else:
                query = Query.phrase_query(self.schema, name, list(phrase))
            ways.append(Query.boost_query(query, weight))
        return Query.disjunction_max_query(ways, _TIE)
