"""How fast search is, on texts made from the demo network's own sentences.

The page that is measured is the one people get: ten groups with their lessons, counts of five
facets and the kinds, snippets of everything shown. Engine call with analysis and snippets; no
HTTP, no database. Milliseconds as 50th and 95th percentile.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from search.access import ANYBODY
from search.documents import Entity, IndexDocument, under_each
from search.engines.contract import Engine, Put, SearchRequest
from search.engines.embedded import EmbeddedEngine
from search.query import parse, weighed
from search.snippets import snippet
from search.texts import Text

SIZES = (1_000, 10_000)
RUNS = 400
SAVES = 60
CHANGED_AT_ONCE = 20
FACETS = ("theme", "target_group", "gradation", "neighbourhood", "verdict")
KINDS = ("lesson", "lesson", "lesson", "activity", "practice", "guidance")
Figures = dict[str, Any]


def measure() -> Figures:
    """Return every figure of search."""
    figures: Figures = {}
    sentences, words = _material()
    for size in SIZES:
        figures |= _measure_size(size, sentences, words)
    figures["memory that search adds to a process (MB)"] = _memory()
    figures["saved to findable"] = _saved_to_findable()
    return figures


def percentiles(times: list[float]) -> dict[str, float]:
    """Return the 50th and 95th percentile of seconds, in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    return {"p50 ms": round(cuts[9] * 1000, 2), "p95 ms": round(cuts[18] * 1000, 2)}


def _measure_size(size: int, sentences: list[str], words: list[str]) -> Figures:
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder))
        documents = list(synthetic(size, sentences))
        begun = time.perf_counter()
        for document in documents:
            _ = document.text.analysed
        analysing = time.perf_counter() - begun
        begun = time.perf_counter()
        engine.rebuild(documents)
        rebuilding = time.perf_counter() - begun
        name = f"{size:,} documents"
        figures[f"{name}: rebuild from prepared documents (s)"] = round(rebuilding, 2)
        figures[f"{name}: rebuild with language analysis (s)"] = round(rebuilding + analysing, 2)
        figures[f"{name}: documents indexed each second"] = round(size / (rebuilding + analysing))
        figures[f"{name}: index (MB)"] = round(engine.health().size / 1e6, 1)
        figures[f"{name}: page of groups, facets, snippets"] = _pages(engine, words, {})
        chosen = {"theme": ("theme-1",), "gradation": ("gradation-2", "gradation-3")}
        figures[f"{name}: the same with two facets chosen"] = _pages(engine, words, chosen)
        figures[f"{name}: suggestion"] = _timed(
            words, lambda word: engine.suggest(word[:4], "nl", ANYBODY, 8)
        )
        changed = documents[:CHANGED_AT_ONCE]
        figures[f"{name}: write {CHANGED_AT_ONCE} documents"] = _timed(
            words[:50], lambda _word: engine.apply([Put(document) for document in changed])
        )
    return figures


def _pages(engine: Engine, words: list[str], filters: dict[str, tuple[str, ...]]) -> Figures:
    chance = random.Random(2)  # noqa: S311
    queries = [" ".join(chance.sample(words, chance.choice((1, 1, 2, 2, 3)))) for _ in range(RUNS)]
    for query in queries[:20]:
        _page(engine, query, filters)
    return _timed(queries, lambda query: _page(engine, query, filters))


def _page(engine: Engine, query: str, filters: dict[str, tuple[str, ...]]) -> None:
    question = parse(query, "nl")
    question = question.relaxed(max(1, weighed(question) - 1))
    response = engine.search(SearchRequest(question, ANYBODY, filters, FACETS))
    forms = question.forms()
    for group in response.groups:
        for hit in group.hits:
            if hit.score:
                snippet(hit.marked, forms)


def _timed(arguments: list[str], call: Callable[[str], Any]) -> dict[str, float]:
    times = []
    for argument in arguments:
        begun = time.perf_counter()
        call(argument)
        times.append(time.perf_counter() - begun)
    return percentiles(times)


def _material() -> tuple[list[str], list[str]]:
    """Return the demo network's sentences, and words that people could search by."""
    from search.services import documents

    found = [document for document in documents() if document.language == "nl"]
    texts = [document.text.shown for document in found]
    sentences = [part.strip() for text in texts for part in text.split(". ") if len(part) > 30]
    spellings = {word for one in found for word in one.text.analysed.spellings.split()}
    return sentences, sorted(word for word in spellings if len(word) > 4 and word.isalpha())


def synthetic(size: int, sentences: list[str]) -> Iterator[IndexDocument]:
    """Yield `size` documents of 4 to 14 sentences each; four in five lessons have an activity."""
    chance = random.Random(1)  # noqa: S311
    activities: list[str] = []
    count = 0
    while count < size:
        kind = chance.choice(KINDS)
        entity = Entity(kind, f"{count:08}")
        document = _document(entity, sentences, chance)
        under: list[str] = []
        if kind == "lesson" and activities and chance.random() < 0.8:
            under = chance.sample(activities, min(len(activities), chance.choice((1, 1, 1, 2, 3))))
        if kind == "activity":
            activities.append(str(entity))
            copies = [replace(document, group=str(entity), is_lead=True)]
        else:
            copies = list(under_each(document, under))
        yield from copies[: size - count]
        count += len(copies)


def _document(entity: Entity, sentences: list[str], chance: random.Random) -> IndexDocument:
    body = ". ".join(chance.choices(sentences, k=chance.randint(4, 14)))
    title = " ".join(chance.choice(sentences).split()[:8])
    text = Text("nl", title, chance.choice(sentences), body, chance.choice(sentences)[:40])
    facets = {name: (f"{name}-{chance.randint(1, 12)}",) for name in FACETS}
    return IndexDocument(
        key=f"{entity}:nl",
        entity=entity,
        language="nl",
        text=text,
        url=f"/nl/{entity.kind}/{entity.key}/",
        facets=facets,
    )


def _saved_to_findable() -> dict[str, float]:
    """Time a page from the moment it is saved until a search finds it; the drainer is awake."""
    from django.apps import apps

    from search.engines import get_engine
    from search.services import drain_all

    model: Any = apps.get_model("knowledge", "Activity")
    page = model.objects.filter(live=True, locale__language_code="nl").first()
    drain_all()
    title, times = page.title, []
    for number in range(SAVES):
        page.title = f"Proefnaam{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10]}x"
        question = parse(page.title, "nl")
        page.save(clean=False)
        saved = time.perf_counter()
        drain_all()
        if not get_engine().search(SearchRequest(question, ANYBODY)).total:
            raise LookupError(f"{page.title} was saved and is not found.")
        times.append(time.perf_counter() - saved)
    page.title = title
    page.save(clean=False)
    drain_all()
    return percentiles(times)


_MEMORY_SCRIPT = """
import re
import django; django.setup()
from pathlib import Path
def private():
    found = re.findall(r"Private_\\w+: +(\\d+)", Path("/proc/self/smaps_rollup").read_text())
    return sum(map(int, found))
from search.asking import ask
from search.access import ANYBODY
before = private()
for query in ("burendag", "eenzaamheidsaanpak", "ouderen boven de 75", "burendagg"):
    ask(query, "nl", ANYBODY)
print(private() - before)
"""


def _memory() -> float | str:
    """Return by how many megabytes of its own the first searches make a fresh process grow."""
    if not Path("/proc/self/smaps_rollup").exists():
        return "not measured: needs Linux"
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _MEMORY_SCRIPT], capture_output=True, text=True, check=True
    )
    return round(int(answer.stdout.strip().splitlines()[-1]) * 1024 / 1e6, 1)
