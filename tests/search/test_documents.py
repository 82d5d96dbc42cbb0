from dataclasses import replace
from typing import Any

from search.documents import under_each
from search.texts import Text


def test_copies_of_a_text_differ_only_in_key_and_group(make: Any) -> None:
    [document] = make("lesson", "les", "Een les", facets={"verdict": ("works",)})
    document = replace(document, is_lead=False)
    copies = list(under_each(document, ["activity:a", "activity:b"]))
    assert [copy.key for copy in copies] == ["lesson:les:nl#a", "lesson:les:nl#b"]
    assert [copy.is_primary for copy in copies] == [True, False]
    same = [replace(copy, key="", group="", is_primary=True) for copy in copies]
    assert same[0] == same[1]
    assert {copy.origin for copy in copies} == {"lesson:les:nl"}


def test_the_version_changes_with_everything_that_can_be_found_or_seen(make: Any) -> None:
    [document] = make("lesson", "les", "Een les")
    others = [
        replace(document, text=Text("nl", "Een andere les")),
        replace(document, url="/nl/elders/"),
        replace(document, access=("signed-in",)),
        replace(document, facets={"verdict": ("works",)}),
        replace(document, group="activity:a"),
        replace(document, date="2020"),
        replace(document, addresses={"en": "/en/les/"}),
    ]
    versions = {one.version for one in [document, *others]}
    assert len(versions) == len(others) + 1
    assert replace(document, url=document.url).version == document.version


def test_words_of_the_context_help_finding_but_are_not_quoted() -> None:
    text = Text("nl", "Titel", intro="Kort.", body="Lang.", context="Overvecht")
    assert "overvecht" in text.analysed.wholes["context"]
    assert text.shown == "Kort.\nLang."
