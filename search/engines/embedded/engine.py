"""The embedded engine: tantivy, a library inside the process, no server."""

import json
import math
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.access import Access
from search.analysis import fold, tokenise
from search.documents import IndexDocument
from search.engines.contract import (
    Delete,
    EngineBusy,
    EngineError,
    Health,
    Hit,
    Put,
    SearchRequest,
    SearchResponse,
    Suggestion,
    Vocabulary,
)
from search.engines.embedded import schema
from search.engines.embedded.folder import IndexFolder, Opened, Stamp, guarded
from search.engines.embedded.queries import Queries
from search.engines.embedded.reading import Reading, read
from search.texts import FIELDS

_HEAP = 32_000_000
_REBUILD_HEAP = 64_000_000
_REBUILD_PATIENCE = 60.0
_ALL = 10_000_000
_SIMILAR_TERMS = 20
_COMPLETIONS = 50


class EmbeddedEngine:
    """tantivy in a folder."""

    name = "embedded"

    def __init__(self, root: Path) -> None:
        self.folder = IndexFolder(root)
        self._vocabularies: dict[tuple[str, Access], tuple[Stamp, Vocabulary]] = {}

    def apply(self, operations: Sequence[Put | Delete]) -> None:
        """Carry out `operations`; see `Engine`."""
        with self.folder.writing(), guarded():
            opened = self.folder.open()
            writer = _writer(opened.index, _HEAP)
            for operation in operations:
                if isinstance(operation, Delete):
                    writer.delete_documents_by_term("entity", str(operation.entity))
                else:
                    writer.delete_documents_by_term("key", operation.document.key)
                    writer.add_document(schema.prepare(operation.document, opened.schema))
            writer.commit()
            writer.wait_merging_threads()

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Build an index beside the old one; see `Engine`. Errors of `documents` pass through."""
        with self.folder.writing(_REBUILD_PATIENCE):
            with guarded():
                index, path = self.folder.new()
            try:
                count = _fill(index, documents)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self.folder.swap(path)
        return count

    def search(self, request: SearchRequest) -> SearchResponse:
        """Return one page of groups; see `Engine`."""
        with guarded():
            return Reading(self.folder.open(), request).answer()

    def suggest(self, prefix: str, language: str, access: Access, limit: int) -> list[Suggestion]:
        """Return titles that hold the words typed, the last of them perhaps unfinished."""
        typed = [fold(token.text) for token in tokenise(prefix)]
        if not typed:
            return []
        with guarded():
            opened = self.folder.open()
            queries = Queries(opened.schema)
            seen = _seen(queries, language, access)
            completions = opened.searcher.terms_with_prefix(
                "title_spellings", typed[-1], Query.boolean_query(seen), limit=_COMPLETIONS
            )
            words = [(Occur.Must, queries.term("title_spellings", word)) for word in typed[:-1]]
            last = queries.any_of("title_spellings", [word for word, _count in completions])
            query = Query.boolean_query([*seen, *words, (Occur.Must, last)])
            found = opened.searcher.search(query, limit, count=False).hits
            hits = [read(opened.searcher, hit).hit for hit in found]
        return [Suggestion(hit.title, hit.kind, hit.url) for hit in hits]

    def similar(self, key: str, access: Access, limit: int) -> list[Hit]:
        """Return what shares the telling words of this document; see `Engine`."""
        with guarded():
            opened = self.folder.open()
            queries = Queries(opened.schema)
            own = Query.boolean_query(
                [(Occur.Must, queries.term("origin", key)), (Occur.Must, queries.visible(access))]
            )
            found = opened.searcher.search(own, 1).hits
            if not found:
                return []
            hit = read(opened.searcher, found[0]).hit
            telling = _telling(opened.searcher, hit)
            ways = [
                (Occur.Should, Query.boost_query(queries.term(f"{field}_s", term), weight))
                for term, weight in telling
                for field in ("title", "intro", "body")
            ]
            query = Query.boolean_query(
                [
                    *_seen(queries, hit.language, access),
                    (Occur.MustNot, queries.term("origin", key)),
                    (Occur.Must, Query.boolean_query(ways)),
                ]
            )
            return [
                read(opened.searcher, other).hit
                for other in opened.searcher.search(query, limit, count=False).hits
            ]

    def vocabulary(self, language: str, access: Access) -> Vocabulary:
        """Return the words of everything that these keys open, read once for each commit."""
        with guarded():
            opened = self.folder.open()
            kept = self._vocabularies.get((language, access))
            if kept and kept[0] == opened.stamp:
                return kept[1]
            vocabulary = _vocabulary(opened, language, access)
            self._vocabularies[(language, access)] = (opened.stamp, vocabulary)
            return vocabulary

    def versions(self) -> Iterator[tuple[str, int]]:
        """Yield key and version of every document."""
        with guarded():
            searcher = self.folder.open().searcher
            found = searcher.search(Query.all_query(), max(1, searcher.num_docs), count=False)
            for _score, address in found.hits:
                card = json.loads(searcher.doc(address).get_first("card") or b"{}")
                yield card["key"], card["version"]

    def health(self) -> Health:
        """Tell how things are; see `Engine`."""
        try:
            with guarded():
                opened = self.folder.open()
                size = sum(file.stat().st_size for file in opened.path.iterdir())
                count = opened.searcher.num_docs
        except EngineError as error:
            return Health(self.name, False, 0, 0, str(error))
        segments = opened.searcher.num_segments
        return Health(self.name, True, count, size, f"{opened.path.name}, {segments} segments")


def _writer(index: tantivy.Index, heap: int) -> tantivy.IndexWriter:
    try:
        return index.writer(heap, 1)
    except ValueError as error:
        if "LockBusy" not in str(error):
            raise
        raise EngineBusy("Another process is writing the index.") from error


def _fill(index: tantivy.Index, documents: Iterable[IndexDocument]) -> int:
    with guarded():
        writer = _writer(index, _REBUILD_HEAP)
    count = 0
    try:
        for document in documents:
            with guarded():
                writer.add_document(schema.prepare(document, index.schema))
            count += 1
        with guarded():
            writer.commit()
    finally:
        # Its threads write files until they are waited for.
        with guarded():
            writer.wait_merging_threads()
    return count


def _seen(queries: Queries, language: str, access: Access) -> list[tuple[Occur, Query]]:
    """Conditions on what may be shown once: one language, one copy, only what is open."""
    return [
        (Occur.Must, queries.any_of("language", [language])),
        (Occur.Must, queries.visible(access)),
        (Occur.Must, Query.const_score_query(queries.term("primary", True), 0.0)),
    ]


def _vocabulary(opened: Opened, language: str, access: Access) -> Vocabulary:
    seen = Query.boolean_query(_seen(Queries(opened.schema), language, access))
    searcher = opened.searcher
    terms = frozenset(
        term
        for field in FIELDS
        for suffix in ("s", "p")
        for term, _count in searcher.terms_with_prefix(f"{field}_{suffix}", "", seen, _ALL)
    )
    spellings = Counter(dict(searcher.terms_with_prefix("spellings", "", seen, _ALL)))
    spellings.update(dict(searcher.terms_with_prefix("title_spellings", "", seen, _ALL)))
    return Vocabulary(terms, spellings)


def _telling(searcher: tantivy.Searcher, hit: Hit) -> list[tuple[str, float]]:
    """Return the terms that tell this text from others, with their weights."""
    counts = Counter(word.partition("/")[0] for word in hit.marked.words.split())
    total = searcher.num_docs
    weights = {
        term: math.sqrt(count) * math.log1p(total / (1 + searcher.doc_freq("body_s", term)))
        for term, count in counts.items()
    }
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return best[:_SIMILAR_TERMS]
