"""What must hold for any text whatever."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import analyse, index_terms, tokenise

LANGUAGES = st.sampled_from(["nl", "en", "fr"])
PIECES = st.sampled_from(
    ["fietskoerier", "75", "-", "+", " jaar en ouder", ".", ",", "'", "’s", "\u0000", "\u00ad",
     "g.g.z.", "12-03-2024", "ﬁ", "²", "é", "e\u0301", "\n", "lhbti", "boven de ", "a", "\u0661"]
)  # fmt: skip
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=60).map("".join)


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, language=LANGUAGES)
def test_terms_are_ordered_and_lie_within_the_text(text: str, language: str) -> None:
    end = 0
    for term in analyse(text, language):
        assert end <= term.start < term.end <= len(text)
        assert term.whole
        assert not any(char.isspace() for char in term.whole + "".join(term.parts))
        end = term.end


@settings(deadline=None, max_examples=200)
@given(text=TEXTS)
def test_a_token_is_the_text_at_its_offsets(text: str) -> None:
    assert all(token.text == text[token.start : token.end] for token in tokenise(text))


@settings(deadline=None, max_examples=200)
@given(text=TEXTS, language=LANGUAGES)
def test_the_index_holds_what_the_analysis_found(text: str, language: str) -> None:
    wholes, parts = index_terms(text, language)
    terms = [term for term in analyse(text, language) if not term.stop]
    assert wholes.split() == [term.whole for term in terms]
    assert parts.split() == [part for term in terms for part in term.parts]


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1.", "1.234", "a.", "a-", "'", "\u0301", "a\u0301", "75 ", "75 jaar en ",
     "boven de ", "fiets", "\u0000", "1,", "over the age of ", "lhbti", "vijfen"],
)  # fmt: skip
def test_ten_thousand_characters_take_ten_times_as_long_as_a_thousand(piece: str) -> None:
    """No input makes a pattern backtrack: time grows with length, give or take the noise."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        runs = []
        for _ in range(3):
            started = time.perf_counter()
            analyse(text, "nl")
            runs.append(time.perf_counter() - started)
        return min(runs)

    assert seconds(10_000) < 40 * seconds(1_000) + 0.02
