"""A page as texts: what comes out goes in again the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.models import HomePage, PlainPage
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.plain_text import html_of, text_of
from cms.suggestions.units import texts_of, units_of, written
from tests.factories import ActivityFactory, PracticeFactory

pytestmark = pytest.mark.django_db

FEATURES = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


def test_every_block_and_every_part_of_a_block_is_a_text(page: PlainPage) -> None:
    assert texts_of(page) == {
        "summary": "Samen eten.",
        "body.b1": "Kom langs.\n\nDe koffie is **gratis**.",
        "body.b2.text": "Ik ken iedereen.",
        "body.b2.speaker": "bezoeker",
        "body": "",
    }


def test_a_page_without_open_fields_has_no_texts(home: HomePage) -> None:
    assert units_of(home) == []


def test_a_text_that_nobody_changed_leaves_the_page_as_it_was(page: PlainPage) -> None:
    before = page.body.get_prep_value()

    written(page, texts_of(page) | {"body": ""})

    assert page.body.get_prep_value() == before


def test_a_block_is_written_and_the_others_stay(page: PlainPage) -> None:
    written(page, {"body.b1": "Kom *vooral* langs.", "body.b2.text": "Ik ken nu iedereen."})

    raw = page.body.get_prep_value()
    assert [one["id"] for one in raw] == ["b1", "b2"]
    assert raw[0]["value"] == "<p>Kom <i>vooral</i> langs.</p>"
    assert raw[1]["value"] == {"text": "Ik ken nu iedereen.", "speaker": "bezoeker"}


def test_something_new_becomes_a_block_at_the_end(page: PlainPage) -> None:
    written(page, {"body": "Er is ook thee."})

    assert [one["value"] for one in page.body.get_prep_value()][-1] == "<p>Er is ook thee.</p>"


def test_a_passage_that_is_emptied_goes_and_a_quote_without_words_is_refused(
    page: PlainPage,
) -> None:
    written(page, {"body.b1": "  "})

    assert [one["id"] for one in page.body.get_prep_value()] == ["b2"]
    with pytest.raises(SuggestionError):
        written(page, {"body.b2.text": ""})


def test_a_part_that_is_not_there_is_refused(page: PlainPage) -> None:
    for name in ("title", "body.b9", "body.b2.number", "slug", "owner"):
        with pytest.raises(SuggestionError):
            written(page, {name: "iets"})


def test_a_text_that_is_too_long_or_no_address_is_refused(home: HomePage) -> None:
    activity = ActivityFactory.create()

    for changes in ({"summary": "x" * 401}, {"website": "geen adres"}, {"phone": "1" * 41}):
        with pytest.raises(SuggestionError):
            written(activity, changes)


def test_rich_fields_and_quotes_of_a_practice_are_texts(home: HomePage) -> None:
    quotes = [{"type": "quote", "id": "q1", "value": {"text": "Fijn.", "speaker": "deelnemer"}}]
    practice = PracticeFactory.create(goal="<p>Samen.</p>", quotes=json.dumps(quotes))

    written(practice, {"goal": "Samen.\n\n- een\n- twee", "quotes.q1.text": "Heel fijn."})

    assert practice.goal == "<p>Samen.</p><ul><li>een</li><li>twee</li></ul>"
    assert practice.quotes[0].value["text"] == "Heel fijn."


def test_what_looks_like_html_stays_text(page: PlainPage) -> None:
    canary = "<script>alert(1)</script> en <b>dik</b> & `code`"

    written(page, {"body.b1": canary, "summary": canary})

    stored = page.body.get_prep_value()[0]["value"]
    assert "&lt;script&gt;" in stored
    assert "<script>" not in stored
    assert texts_of(page)["body.b1"] == canary


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_runs_something_is_no_link(db: None, address: str) -> None:
    assert "<a" not in html_of(f"[klik]({address})", FEATURES)


def test_a_link_to_a_page_shows_its_address_and_comes_back_as_that_page(page: PlainPage) -> None:
    stored = f'<p>Zie <a linktype="page" id="{page.pk}">de eettafel</a>.</p>'

    text = text_of(stored, FEATURES)

    assert text == f"Zie [de eettafel]({page.url})."
    assert html_of(text, FEATURES) == stored


def test_a_link_to_a_page_that_has_no_address_comes_back_as_it_was(page: PlainPage) -> None:
    type(page).objects.filter(pk=page.pk).update(url_path="/elders/x/")
    stored = f'<p><a linktype="page" id="{page.pk}">daar</a></p>'

    assert html_of(text_of(stored, FEATURES), FEATURES) == stored


def test_a_new_line_stays_one(db: None) -> None:
    assert html_of("Maandag\r\nen dinsdag", FEATURES) == "<p>Maandag<br/>en dinsdag</p>"


WORDS = st.text(alphabet="ab *_[]()<>&#`-1.\\!:~+\n=", min_size=1, max_size=30)


@given(words=st.lists(WORDS, min_size=1, max_size=4))
def test_any_text_reads_the_same_after_a_round_trip(words: list[str]) -> None:
    stored = html_of("\n\n".join(words), FEATURES)

    assert html_of(text_of(stored, FEATURES), FEATURES) == stored
