"""Coalitions, calls and action plans in a bundle: all of it, and nobody's name on the way out."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models as db
from django.utils import translation

from cms.bundle import BundleInvalid, check_bundle, export_bundle, import_bundle
from cms.bundle.codecs import page_codecs, row_codecs
from cms.bundle.facts import Fact
from cms.bundle.fields import Choice, Field
from cms.bundle.kept import Kept
from coalitions import models
from network.models import User

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
DOCUMENT = re.sub(r"(?s)```.*?```", "", (ROOT / "docs" / "bundle.md").read_text())
COALITION = """---
title: Soep op straat
status: active
lead: spade@schakel.example
started: 2025-11
activities: [moestuin]
goal: Elke buur kent de soep
participants:
  - {organisation: kade, account: spade@schakel.example, since: 2025-11-01}
  - {account: tuin@schakel.example, since: 2025-12-01}
updates:
  - key: eerste-pan
    on: 2025-11-20
    happened: |-
      Wij kookten.

      - Twee pannen
    needed: Kommen
    visibility: public
    photo: tuin.png
    photo_alt: Een pan in een tuin
    lesson: laag-hek
    author: spade@schakel.example
    organisation: kade
  - key: gebeld
    on: 2026-01-08
    happened: Aan de telefoon verteld.
    visibility: coalition
    told_by_phone: true
    noted_by: tuin@schakel.example
---
"""
TRANSLATION = """---
title: Soup in the street
goal: Every neighbour knows the soup
---
"""
INDEX = "---\ntitle: Coalities\n---\n"
CALLS = """- key: kommen
  line: Wie heeft kommen over?
  asked_on: 2026-01-10
  until: 2026-03-01
  visibility: public
  neighbourhood: oost
  theme: groen
  coalition: soep
  told_in: eerste-pan
  asked_by: spade@schakel.example
  organisation: kade
  state: answered
  answers:
    - {key: zolder, on: 2026-01-12, text: Op zolder., author: tuin@schakel.example}
- key: hoe-heet
  kind: question
  line: Hoe heet is heet?
  asked_on: 2026-02-10
  occasion: Buurtavond
"""
PLAN = """nl: Plan van de soep
en: Plan of the soup
started: 2025
source: tuindagboek
coalition: soep
actions:
  - number: 1
    text: Koop een pan
    level: execution
    scale: city
    owner: spade@schakel.example
    owner_organisation: kade
    due: 2026-01-31
    state: done
    changes:
      - {on: 2026-01-05, from: open, to: done, by: spade@schakel.example, note: In de uitverkoop,
         told_in: eerste-pan}
  - number: 2
    text: Zoek een kok
    level: vision
"""
FILES = {
    "coalitions/soep.nl.md": COALITION,
    "coalitions/soep.en.md": TRANSLATION,
    "indexes/coalitions.nl.md": INDEX,
    "calls.yaml": CALLS,
    "action-plans/soep.yaml": PLAN,
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def bundle(tmp_path: Path, settings: Any) -> Path:
    """The small bundle with a coalition, two calls and a plan."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = Path(shutil.copytree(ROOT / "tests" / "bundles" / "small", tmp_path / "bundle"))
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def edit(bundle: Path) -> Callable[[str, str, str], None]:
    def change(file: str, old: str, new: str) -> None:
        text = (bundle / file).read_text()
        assert old in text
        (bundle / file).write_text(text.replace(old, new, 1))

    return change


def row() -> Any:
    return models.CoalitionPage.objects.get(locale__language_code="nl").coalition


def everything() -> dict[str, list[Any]]:
    """Return all rows of this floor as they are in the database."""
    kinds = (
        *(models.Coalition, models.Participation, models.ProgressUpdate, models.Call),
        *(models.Answer, models.ActionPlan, models.Action, models.ActionChange),
    )
    return {kind.__name__: list(kind.objects.order_by("pk").values()) for kind in kinds}


def test_an_import_makes_a_coalition_with_all_that_belongs_to_it(bundle: Path) -> None:
    import_bundle(bundle)
    coalition, spade = row(), User.objects.get(email="spade@schakel.example")
    assert coalition.page.live
    assert coalition.lead == spade
    assert [page.slug for page in coalition.activities.all()] == ["samen-tuinieren"]
    assert coalition.participations.count() == 2
    first, told = coalition.updates.order_by("happened_on")
    assert (first.author, first.lesson.slug, first.photo_alt) == (
        spade,
        "laag-hek",
        "Een pan in een tuin",
    )
    assert first.happened == "Wij kookten.\n\n- Twee pannen"
    assert first.photo is not None
    assert (told.was_noted, told.visibility) == (True, "coalition")


def test_an_import_makes_calls_with_answers_and_plans_with_history(bundle: Path) -> None:
    import_bundle(bundle)
    call: Any = models.Call.objects.get(line="Wie heeft kommen over?")
    assert call.coalition == row()
    assert str(call.theme) == "Groen"
    assert call.from_update.happened.startswith("Wij kookten")
    assert call.answers.shown().get().text == "Op zolder."
    assert models.Call.objects.get(kind="question").occasion == "Buurtavond"
    plan: Any = models.ActionPlan.objects.counted().get(code="soep")
    assert (plan.coalition, plan.total, plan.blank, plan.done) == (row(), 2, 1, 1)
    change = plan.actions.get(number=1).changes.get()
    assert change.note == "In de uitverkoop"
    assert change.from_update == call.from_update


def test_importing_twice_changes_nothing(bundle: Path) -> None:
    import_bundle(bundle)
    before = everything()
    result = import_bundle(bundle)
    assert (result.created, result.changed, result.rows, result.translated) == (0, 0, 0, 0)
    assert everything() == before


def test_a_round_trip_loses_nothing_and_names_nobody(bundle: Path, tmp_path: Path) -> None:
    import_bundle(bundle)
    before = everything()
    export_bundle(tmp_path / "first")
    result = import_bundle(tmp_path / "first")
    assert (result.created, result.changed, result.rows) == (0, 0, 0)
    assert everything() == before
    export_bundle(tmp_path / "second")
    for name in ("coalitions/soep.nl.md", "calls.yaml", "action-plans/soep.yaml"):
        text = (tmp_path / "first" / name).read_text()
        assert text == (tmp_path / "second" / name).read_text()
        assert "@" not in text
    said = (tmp_path / "first" / "coalitions" / "soep.nl.md").read_text()
    assert "organisation: kade" in said
    assert "since: 2025-12-01" not in said  # somebody without an organisation


def test_without_people_a_coalition_arrives_as_a_draft_and_stays_one(
    bundle: Path, edit: Callable[[str, str, str], None]
) -> None:
    edit("coalitions/soep.nl.md", "lead: spade@schakel.example\n", "")
    import_bundle(bundle)
    assert not models.CoalitionPage.objects.filter(live=True).exists()
    result = import_bundle(bundle)
    assert (result.changed, result.rows) == (0, 0)


def test_what_was_withdrawn_does_not_travel_and_does_not_come_back(
    bundle: Path, tmp_path: Path
) -> None:
    import_bundle(bundle)
    update = row().updates.get(happened__startswith="Wij kookten")
    update.withdrawn_at = update.created_at
    update.save()
    export_bundle(tmp_path / "out")
    text = (tmp_path / "out" / "coalitions" / "soep.nl.md").read_text()
    assert "Wij kookten" not in text
    import_bundle(tmp_path / "out")
    update.refresh_from_db()
    assert update.withdrawn_at


def test_an_import_leaves_alone_what_was_added_since(bundle: Path) -> None:
    import_bundle(bundle)
    models.ProgressUpdate.objects.create(
        coalition=row(), key="7d6c7a86-2f39-4b8c-8e8e-3a3f2f7f8a11", happened="Nieuw"
    )
    plan = models.ActionPlan.objects.get()
    models.Action.objects.create(plan=plan, number=3, text="Extra", level="vision")
    result = import_bundle(bundle)
    assert (result.changed, result.rows) == (0, 0)
    assert (row().updates.count(), plan.actions.count()) == (3, 3)


def test_an_import_mends_what_the_file_says_otherwise(
    bundle: Path, edit: Callable[[str, str, str], None]
) -> None:
    import_bundle(bundle)
    edit("coalitions/soep.nl.md", "needed: Kommen", "needed: Lepels")
    edit("calls.yaml", "text: Op zolder.", "text: In de kelder.")
    edit("action-plans/soep.yaml", "text: Zoek een kok", "text: Vraag een kok")
    result = import_bundle(bundle)
    assert (result.changed, result.rows) == (1, 2)
    assert row().updates.get(needed="Lepels").author
    assert models.Answer.objects.get().text == "In de kelder."
    assert models.Action.objects.get(number=2).text == "Vraag een kok"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "coalitions/soep.nl.md",
            "lead: spade@schakel.example",
            "lead: niemand@schakel.example",
            "coalitions/soep.nl.md:4 lead: found “niemand@schakel.example”",
        ),
        ("coalitions/soep.nl.md", "status: active", "status: druk", "3 status: found “druk”"),
        ("coalitions/soep.nl.md", "[moestuin]", "[kas]", "6 activities: found “kas”"),
        ("coalitions/soep.nl.md", "on: 2025-11-20", "on: morgen", "13 updates.on: found “morgen”"),
        ("coalitions/soep.nl.md", "key: gebeld", "key: eerste-pan", "updates: found"),
        ("coalitions/soep.nl.md", "photo: tuin.png", "photo: weg.png", "updates.photo: found"),
        ("coalitions/soep.nl.md", "lesson: laag-hek", "lesson: hoog-hek", "updates.lesson: found"),
        ("calls.yaml", "visibility: public", "visibility: iedereen", "5 visibility: found"),
        ("calls.yaml", "key: hoe-heet", "key: kommen", "calls.yaml:15 key: found “kommen”"),
        ("calls.yaml", "coalition: soep", "coalition: stamppot", "8 coalition: found “stamppot”"),
        ("calls.yaml", "text: Op zolder.", "text:", "14 answers.text: missing"),
        ("action-plans/soep.yaml", "level: vision", "level: hoog", "level: found “hoog”"),
        ("action-plans/soep.yaml", "number: 2", "number: 1", "actions: found"),
        ("action-plans/soep.yaml", "from: open", "from: dicht", "actions.changes.from: found"),
        ("action-plans/soep.yaml", "source: tuindagboek", "source: boek", "4 source: found"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(
    bundle: Path,
    edit: Callable[[str, str, str], None],
    file: str,
    old: str,
    new: str,
    expected: str,
) -> None:
    edit(file, old, new)
    with pytest.raises(BundleInvalid) as refused:
        check_bundle(bundle)
    lines = str(refused.value).splitlines()
    assert any(line.startswith(file) and expected in line for line in lines), lines


# Who it is about, what follows from something else, and what only the site itself writes down.
LEFT_OUT = {
    models.Coalition: {"plans", "calls"},
    models.ProgressUpdate: {"coalition", "created_at"},
    models.Call: {"matched_at"},
    models.Answer: {"call", "name", "email", "confirmed_at"},
    models.ActionPlan: {"code"},
    models.Action: {"plan"},
    models.ActionChange: {"action"},
    models.Participation: {"coalition"},
}


def tables() -> list[tuple[type[db.Model], tuple[Field, ...]]]:
    coalition = next(one for one in page_codecs if one.name == "coalition")
    facts = [one.inner for one in coalition.own_fields if isinstance(one, Fact)]
    found: list[tuple[Any, tuple[Field, ...]]] = [(models.Coalition, tuple(facts))]
    found += [(row.model, row.fields) for row in row_codecs if row.model in LEFT_OUT]
    for model, fields in found:
        found += [(one.child(model), one.parts) for one in fields if isinstance(one, Kept)]
    return found


@pytest.mark.parametrize(
    ("model", "fields"), tables(), ids=lambda one: getattr(one, "__name__", "")
)
def test_no_column_is_left_out_and_every_field_is_described(
    model: type[db.Model], fields: tuple[Field, ...]
) -> None:
    columns = [*model._meta.fields, *model._meta.many_to_many]
    written = {one.target for one in fields} | LEFT_OUT[model]
    hidden = {"id", "key", "translation_key", "created_on"}
    assert {column.name for column in columns} - written - hidden == set()
    described = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", DOCUMENT))))
    assert {one.name for one in fields} - described == set()


@pytest.mark.parametrize(
    ("model", "fields"), tables(), ids=lambda one: getattr(one, "__name__", "")
)
def test_the_document_lists_the_codes_of_every_choice(
    model: type[db.Model], fields: tuple[Field, ...]
) -> None:
    for one in fields:
        if isinstance(one, Choice) and one.name not in {"language", "from", "to"}:
            codes = ", ".join(str(code) for code, _label in one.column(model).choices if code)
            assert re.search(rf"`{one.name}` \({re.escape(codes)}[;)]", DOCUMENT) or (
                one.name == "visibility" and "`visibility` (as for updates)" in DOCUMENT
            ), (one.name, codes)
