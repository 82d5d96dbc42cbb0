"""What members type, over the demo network's own texts.

The files are read as they are, without a database: importing them takes a minute, and how pages
become documents is tested elsewhere. `make bench` measures the same on the imported network.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from search.access import ANYBODY
from search.asking import Answer, ask
from search.documents import IndexDocument
from search.engines import get_engine
from tests.search.conftest import documents_of

KINDS = {
    "activities": "activity",
    "lessons": "lesson",
    "practices": "practice",
    "guidance": "guidance",
    "themes": "theme",
    "sources": "source",
    "pages": "page",
}


def demo_documents() -> Iterator[IndexDocument]:
    for folder, kind in KINDS.items():
        for file in sorted((settings.BUNDLE_DEMO / folder).glob("*.nl.md")):
            _start, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
            page: dict[str, Any] = yaml.safe_load(head)
            about = page.get("activities", []) if kind == "lesson" else []
            ages = f"vanaf {page['age_from']} jaar" if page.get("age_from") else ""
            yield from documents_of(
                kind,
                file.name.partition(".")[0],
                page["title"],
                text,
                intro=page.get("summary", ""),
                context=ages,
                under=about,
            )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo")
    kept, settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR, folder
    get_engine().rebuild(demo_documents())
    yield folder
    settings.SEARCH_INDEX_DIR = kept


def top(answer: Answer, count: int = 3) -> list[str]:
    """Return kind and stem of the leads at the top."""
    return [group.lead.key.removesuffix(":nl") for group in answer.groups[:count]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("eenzaamheidsaanpak", "source:tussenevaluatie-2020"),
        ("maatjes", "guidance:maatjes-koppelen"),
        ("maatjes", "activity:maatjesprojecten"),
        ("fiets koerier", "activity:fietskoerier-aan-de-deur"),
        ("fiets koerier", "practice:fietskoeriers-met-aandacht"),
        ("ouderen boven de 75", "activity:met-je-hart-eettafels"),
        ("burendagg", "activity:burendag"),
        ("hoe begin ik een gesprek over eenzaamheid", "guidance:eenzaamheid-bespreken"),
        ("wie kookt er voor mijn buurman", "activity:thuisgekookt"),
    ],
)
@pytest.mark.django_db
def test_what_a_member_types_finds_what_the_member_means(
    demo: Path, typed: str, meant: str
) -> None:
    assert meant in top(ask(typed, "nl", ANYBODY))


@pytest.mark.django_db
def test_a_wrong_spelling_is_searched_by_the_right_one_and_says_so(demo: Path) -> None:
    assert ask("burendagg", "nl", ANYBODY).did_you_mean == "burendag"


@pytest.mark.django_db
def test_a_lesson_is_found_together_with_the_activity_it_was_learned_from(demo: Path) -> None:
    [first, *_others] = ask("signalen van koeriers bij de apotheek", "nl", ANYBODY).groups
    assert first.lead.key == "activity:fietskoerier-aan-de-deur:nl"
    assert "lesson:e-koerier-afspraak-met-apotheek:nl" in [found.hit.key for found in first.hits]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["kernfusie", "hypotheekrente", "xqzvbn"])
def test_what_the_network_knows_nothing_about_is_not_answered_with_something_else(
    demo: Path, typed: str
) -> None:
    assert ask(typed, "nl", ANYBODY).total == 0
