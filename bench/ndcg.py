"""How well people find what they mean: judged queries over the demo network.

`bench/relevance/queries.tsv` grades what answers a query: 3 is what was meant, 2 a good answer,
1 touches it; what is not listed is 0. Results are judged as people see them, group by group: a
group is worth the best graded text in it that matched, and every text counts once. The ideal
order has as many groups as the judged texts can form. A query without answer is worth 1 when
nothing is found and 0 otherwise.

The control takes the language analysis away (words are only folded) and changes nothing else.
"""

import csv
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from search.access import ANYBODY
from search.asking import find
from search.documents import IndexDocument
from search.engines import get_engine
from search.engines.contract import Engine, Group, SearchRequest
from search.query import parse

QUERIES = Path(__file__).parent / "relevance" / "queries.tsv"
DEPTH = 10
NO_LANGUAGE = "none"
Grades = dict[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with the grades of what answers it, by origin without the language."""

    language: str
    stratum: str
    query: str
    grades: Grades


def read_queries() -> list[Judged]:
    """Return the judged queries. Raises `LookupError` for a page that the demo does not have."""
    from cms.bundle.names import page_key

    known = {document.origin.rpartition(":")[0] for document in _documents()}
    found = []
    with QUERIES.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        for language, stratum, query, judged in csv.reader(
            lines, delimiter="\t", quoting=csv.QUOTE_NONE
        ):
            grades = {}
            for entry in judged.split():
                name, _, grade = entry.rpartition(":")
                kind, stem = name.split("/")
                key = f"{kind}:{page_key(kind, stem)}"
                if key not in known:
                    raise LookupError(f"{query!r} judges {name}, which is not in the index.")
                grades[key] = int(grade)
            found.append(Judged(language, stratum, query, grades))
    return found


def measure() -> dict[str, dict[str, float]]:
    """Return nDCG@10 by stratum, with and without language analysis."""
    queries, groups = read_queries(), _groups_of()
    with tempfile.TemporaryDirectory() as folder:
        plain = _without_analysis(Path(folder))
        scores = [
            (
                judged,
                score(judged, get_engine(), groups),
                score(judged, plain, groups, analysed=False),
            )
            for judged in queries
        ]
    figures = {}
    rows: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for judged, ours, control in scores:
        rows[judged.stratum].append((ours, control))
        rows[f"all, {judged.language}"].append((ours, control))
    for name, pairs in sorted(rows.items()):
        figures[name] = {
            "queries": len(pairs),
            "nDCG@10": round(mean(ours for ours, _ in pairs), 3),
            "no analysis": round(mean(control for _, control in pairs), 3),
        }
    return figures


def score(
    judged: Judged, engine: Engine, groups: Mapping[str, list[str]], *, analysed: bool = True
) -> float:
    """Return nDCG@10 of one query."""
    question = parse(judged.query, judged.language if analysed else NO_LANGUAGE)
    request = SearchRequest(replace(question, language=judged.language), ANYBODY)
    _request, response, _meant = find(engine, request, judged.query)
    if not judged.grades:
        return float(response.total == 0)
    best = _ideal(judged.grades, groups)
    return min(1.0, _dcg(_gains(response.groups, judged.grades)) / _dcg(best))


def _gains(groups: Iterable[Group], grades: Grades) -> list[int]:
    left = dict(grades)
    gains = []
    for group in groups:
        keys = [hit.key.partition("#")[0].rpartition(":")[0] for hit in group.hits if hit.score]
        gains.append(max((left.pop(key, 0) for key in keys), default=0))
    return gains


def _ideal(grades: Grades, groups: Mapping[str, list[str]]) -> list[int]:
    """Return the gains of the best page: every text in a group, the best of each group counts."""
    taken: set[str] = set()
    gains = []
    for key, grade in sorted(grades.items(), key=lambda item: -item[1]):
        places = groups.get(key) or [key]
        if taken.isdisjoint(places):
            taken.add(places[0])
            gains.append(grade)
    return gains


def _dcg(gains: Iterable[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 2) for rank, gain in enumerate(list(gains)[:DEPTH]))


def _documents() -> list[IndexDocument]:
    from search.services import documents

    return list(documents())


def _groups_of() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for document in _documents():
        if document.group:
            found[str(document.entity)].append(document.group)
    return found


def _without_analysis(folder: Path) -> Engine:
    from search.engines.embedded import EmbeddedEngine

    engine = EmbeddedEngine(folder)
    engine.rebuild(
        replace(document, text=replace(document.text, language=NO_LANGUAGE))
        for document in _documents()
    )
    return engine
