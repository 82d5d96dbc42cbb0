import re

from hypothesis import given
from hypothesis import strategies as st

from search.query import parse
from search.snippets import WIDTH, snippet
from search.texts import Text


def cut(text: str, query: str) -> str:
    return snippet(Text("nl", "", body=text).analysed.marked, parse(query, "nl").forms())


def test_the_word_that_was_asked_for_is_marked_in_every_form() -> None:
    assert cut("Een maatje gaat mee.", "maatjes") == "Een <mark>maatje</mark> gaat mee."


def test_a_compound_is_marked_whole_when_a_part_was_asked_for() -> None:
    assert cut("De fietskoerier belt aan.", "koerier") == ("De <mark>fietskoerier</mark> belt aan.")


def test_parts_are_marked_when_the_compound_was_asked_for() -> None:
    assert cut("Een aanpak van eenzaamheid.", "eenzaamheidsaanpak") == (
        "Een <mark>aanpak</mark> van <mark>eenzaamheid</mark>."
    )


def test_the_passage_with_most_words_is_chosen() -> None:
    text = "Over soep. " + "Iets anders hier. " * 40 + "Soep eten met de buren van de flat."
    found = cut(text, "soep buren")
    assert found.startswith("… ")
    assert "<mark>Soep</mark> eten met de <mark>buren</mark>" in found


def test_without_a_match_the_beginning_is_shown() -> None:
    assert cut("Dit is het begin. " * 30, "wandelen").startswith("Dit is het begin.")
    assert cut("", "wandelen") == ""


@given(st.text(max_size=600), st.text(max_size=40))
def test_a_snippet_holds_no_markup_but_marks(text: str, query: str) -> None:
    found = cut(f"<script>{text}</script>", query)
    assert "<" not in re.sub(r"</?mark>", "", found)
    assert len(re.sub(r"</?mark>|&[#\w]+;", "", found)) <= WIDTH + 100


def test_markup_in_a_text_is_shown_as_text() -> None:
    assert cut("<b>soep</b>", "soep") == "&lt;b&gt;<mark>soep</mark>&lt;/b&gt;"
