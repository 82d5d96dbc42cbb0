"""An index of one's own, and documents that need no database."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search.documents import Entity, IndexDocument, under_each
from search.engines import get_engine
from search.engines.contract import Engine
from search.texts import Text

Make = Callable[..., list[IndexDocument]]


def documents_of(kind: str, key: str, title: str, body: str = "", **special: Any) -> list[Any]:
    """Return the documents of an object; `under` names the activities it belongs to."""
    under = [f"activity:{activity}" for activity in special.pop("under", ())]
    language = special.pop("language", "nl")
    entity = Entity(kind, key)
    text = Text(language, title, special.pop("intro", ""), body, special.pop("context", ""))
    document = IndexDocument(
        key=f"{entity}:{language}",
        entity=entity,
        language=language,
        text=text,
        url=f"/{language}/{key}/",
        **special,
    )
    if kind == "activity":
        return [replace(document, group=str(entity), is_lead=True)]
    return list(under_each(document, under))


@pytest.fixture
def make() -> Make:
    """A function that makes the documents of an object."""
    return documents_of


@pytest.fixture
def engine(settings: Any, tmp_path: Path) -> Engine:
    """The site's engine, with a folder of its own and nothing in it."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    found = get_engine()
    found.rebuild([])
    return found


def activities_of(make: Make) -> list[IndexDocument]:
    """Return two activities, each with facets of its own."""
    return [
        *make(
            "activity",
            "burendag",
            "Burendag",
            "Buren vieren samen feest op straat.",
            facets={"theme": ("ontmoeting",), "neighbourhood": ("overvecht",)},
        ),
        *make(
            "activity",
            "maatjes",
            "Maatjesprojecten",
            "Een maatje gaat met je mee.",
            facets={"theme": ("vrijwilligers",)},
            addresses={"en": "/en/maatjes/"},
        ),
    ]


def lessons_of(make: Make) -> list[IndexDocument]:
    """Return three lessons: of two activities, of one, and of none."""
    return [
        *make(
            "lesson",
            "klein",
            "Begin klein",
            "Een aanpak van eenzaamheid begint bij buren.",
            under=["burendag", "maatjes"],
            facets={"verdict": ("works",), "theme": ("ontmoeting", "vrijwilligers")},
        ),
        *make(
            "lesson",
            "koerier",
            "Fietskoeriers zien veel",
            "Wie aanbelt, ziet wat er mist.",
            under=["maatjes"],
            facets={"verdict": ("works_if",), "theme": ("vervoer",)},
        ),
        *make(
            "lesson",
            "folder",
            "Een folder alleen werkt niet",
            "Niemand kwam erop af.",
            facets={"verdict": ("did_not_work",), "theme": ("ontmoeting",)},
        ),
    ]


def english_of(make: Make) -> list[IndexDocument]:
    """Return guidance in two languages, and a lesson that is in English only."""
    reach = "Reach older people at home"
    return [
        *make("guidance", "bereiken", "Bereik ouderen thuis", "Voor mensen van 75 jaar en ouder."),
        *make("guidance", "bereiken", reach, "Bring a neighbour.", language="en"),
        *make(
            "lesson",
            "volunteer",
            "Ask volunteers what they like",
            "Then they stay.",
            language="en",
            under=["maatjes"],
        ),
    ]


@pytest.fixture
def network(engine: Engine, make: Make) -> Engine:
    """A small network in the index: two activities, lessons, guidance in two languages."""
    engine.rebuild([*activities_of(make), *lessons_of(make), *english_of(make)])
    return engine
