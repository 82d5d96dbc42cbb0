"""Every mistake is reported with file, line, field, what was found and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from wagtail.models import Page, Revision

from cms.bundle import BundleInvalid, import_bundle

Edit = Callable[[str, str, str], None]
Found = Callable[[], list[str]]
ACTIVITY, LESSON = "activities/moestuin.nl.md", "lessons/laag-hek.nl.md"


def test_the_small_bundle_has_no_mistakes(mistakes: Found) -> None:
    assert mistakes() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (ACTIVITY, "[mild, prevention]", "[zwaar]", f"{ACTIVITY}:5 gradations: found “zwaar”;"),
        (ACTIVITY, "gradations:", "gradatie:", f"{ACTIVITY}:5 gradatie: found “gradatie”;"),
        (ACTIVITY, "themes: [groen]", "themes: [goren]", f"{ACTIVITY}:19 themes.theme:"),
        (ACTIVITY, "[volkstuin]", "[spade]", f"{ACTIVITY}:9 providers: found “spade”;"),
        (ACTIVITY, "2019-04", "2019-13", f"{ACTIVITY}:11 started: found “2019-13”;"),
        (ACTIVITY, "age_from: 18", "age_from: jong", f"{ACTIVITY}:13 age_from: found “jong”;"),
        (ACTIVITY, "age_from: 18", "age_from: 18\nage_to: 9", f"{ACTIVITY}:14 age_to: found “9”;"),
        (ACTIVITY, "status: running", "status: loopt", f"{ACTIVITY}:10 status: found “loopt”;"),
        (
            ACTIVITY,
            "Trek",
            "[x](activity:geen) Trek",
            f"{ACTIVITY}:23 body: found “activity:geen”;",
        ),
        (ACTIVITY, "Trek", "# uitleg\n\nTrek", f"{ACTIVITY}:23 uitleg: found “# uitleg”;"),
        (ACTIVITY, "title: Moestuin aan de kade\n", "", f"{ACTIVITY}:1 title: missing;"),
        (ACTIVITY, "title: ", "title: [", f"{ACTIVITY}:3: found"),
        (ACTIVITY, "slug: samen-tuinieren", "slug: Samen!", f"{ACTIVITY}:3 slug: found “Samen!”;"),
        (ACTIVITY, "Elke dinsdag", "x" * 401, f"{ACTIVITY}:4 summary: found"),
        (ACTIVITY, "summary", "parent: moestuin\nsummary", f"{ACTIVITY}:4 parent:"),
        (
            LESSON,
            "conditions: als er iemand in de tuin is\n",
            "",
            f"{LESSON}:1 conditions: missing;",
        ),
        (LESSON, "practice:tuinhek", "practice:hek", f"{LESSON}:9 learned_from:"),
        (
            LESSON,
            "stance: supports",
            "stance: likes",
            f"{LESSON}:8 guidance.stance: found “likes”;",
        ),
        (
            "practices/tuinhek.nl.md",
            '"Over het hek, zei ik nog."',
            "Over het hek, zei ik nog.",
            "practices/tuinhek.nl.md:11 quotes: found “zei ik nog.”; expected quotes around",
        ),
        (
            "guidance/uitnodigen.nl.md",
            "given_on: 2021, ",
            "",
            "guidance/uitnodigen.nl.md:8 evidence.given_on: missing;",
        ),
        ("pages/over-ons.nl.md", "::: note", "::: nota", "pages/over-ons.nl.md:26 body:"),
        ("pages/over-ons.nl.md", "tuin.png", "hek.png", "pages/over-ons.nl.md:33 body.image:"),
        ("pages/over-ons.nl.md", "meaning:", "means:", "pages/over-ons.nl.md:23 body:"),
        ("pages/over-ons.en.md", "1. Sow.\n", "", "pages/over-ons.en.md:5 body:"),
        ("pages/over-ons.en.md", "slug:", "order: 3\nslug:", "pages/over-ons.en.md:3 order:"),
        ("pages/zorgen.nl.md", "over-ons", "zorgen", "pages/zorgen.nl.md:3 parent:"),
        ("site.yaml", "worry_page: zorgen", "worry_page: x", "site.yaml:1 navigation.worry_page:"),
        ("accounts.yaml", "role: editor", "role: baas", "accounts.yaml:1 role: found “baas”;"),
        ("organisations/kade.yaml", "care", "zorg", "organisations/kade.yaml:2 background:"),
        (
            "organisations/kade.yaml",
            "name: Stichting Aan de Kade\n",
            "",
            "organisations/kade.yaml:1",
        ),
    ],
)
def test_a_mistake_names_its_place(
    edit: Edit, mistakes: Found, file: str, old: str, new: str, expected: str
) -> None:
    edit(file, old, new)
    found = mistakes()
    assert any(line.startswith(expected) for line in found), found


def test_all_mistakes_are_reported_at_once(edit: Edit, mistakes: Found) -> None:
    edit(ACTIVITY, "[mild, prevention]", "[zwaar]")
    edit(LESSON, "voice: volunteer", "voice: iedereen")
    found = mistakes()
    assert [line.split(":")[0] for line in found] == [ACTIVITY, LESSON]


def test_a_vocabulary_is_listed_in_the_message(edit: Edit, mistakes: Found) -> None:
    edit(ACTIVITY, "[mild, prevention]", "[zwaar]")
    codes = "prevention, increased_risk, mild, severe, signalling, tuning"
    assert mistakes() == [f"{ACTIVITY}:5 gradations: found “zwaar”; expected one of {codes}"]


def test_two_pages_cannot_share_an_address(edit: Edit, mistakes: Found) -> None:
    edit("activities/wandelclub.nl.md", "status:", "slug: samen-tuinieren\nstatus:")
    assert mistakes() == [
        (
            "activities/wandelclub.nl.md:6 slug: found “samen-tuinieren”;"
            " expected an address that activities/moestuin.nl.md does not have"
        )
    ]


def test_a_translation_needs_its_original(bundle: Path, mistakes: Found) -> None:
    (bundle / "themes" / "water.en.md").write_text("---\ntitle: Water\n---\n")
    assert mistakes() == [
        (
            "themes/water.en.md:1: found “themes/water.en.md”;"
            " expected the original themes/water.nl.md beside it"
        )
    ]


@pytest.mark.parametrize("name", ["activities/Hoofdletter.nl.md", "notities.txt", "brief/a.nl.md"])
def test_a_file_of_no_type_is_a_mistake(bundle: Path, mistakes: Found, name: str) -> None:
    (bundle / name).parent.mkdir(exist_ok=True)
    (bundle / name).write_text("---\ntitle: A\n---\n")
    assert [line.split(" ")[0] for line in mistakes()] == [f"{name}:1:"]


def test_text_that_is_not_utf_8_is_located(bundle: Path, mistakes: Found) -> None:
    (bundle / "themes" / "groen.nl.md").write_bytes(b"---\ntitle: Groen\n---\nCaf\xe9\n")
    assert "themes/groen.nl.md:4: found “0xe9”; expected text in UTF-8" in mistakes()


def test_a_page_without_its_list_page_is_a_mistake(bundle: Path, mistakes: Found) -> None:
    (bundle / "indexes" / "themes.nl.md").unlink()
    assert any(line.startswith("indexes/themes.nl.md:1: missing;") for line in mistakes())


def test_nothing_is_written_when_anything_is_wrong(bundle: Path, edit: Edit, db: None) -> None:
    edit(LESSON, "works_if", "perhaps")
    before = Page.objects.count(), Revision.objects.count()
    with pytest.raises(BundleInvalid):
        import_bundle(bundle)
    assert (Page.objects.count(), Revision.objects.count()) == before
