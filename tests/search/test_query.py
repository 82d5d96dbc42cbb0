from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_CHARACTERS, MAX_WORDS, normalise, parse, weighed


@given(st.text(max_size=400), st.sampled_from(["nl", "en"]))
def test_any_string_gives_a_question(text: str, language: str) -> None:
    question = parse(text, language)
    assert len(question.words) <= MAX_WORDS
    assert all(form.strip() for form in question.forms())


def test_a_question_of_stop_words_is_empty() -> None:
    assert parse("de het een van", "nl").is_empty
    assert parse("  \x00\n ", "nl").is_empty
    assert parse('"de"', "nl").is_empty


def test_control_characters_separate_words_and_length_is_limited() -> None:
    assert normalise("samen\x00eten\n ") == "samen eten"
    assert len(normalise("woord " * 10_000)) <= MAX_CHARACTERS


def test_only_closed_quotation_marks_make_a_phrase() -> None:
    assert parse('"samen eten" buurt', "nl").phrases == (("saam", "eet"),)
    assert parse('a" AND b', "nl").phrases == ()


def test_neighbours_are_also_looked_for_as_one_compound() -> None:
    assert "fietskoerier" in parse("fiets koerier", "nl").joined
    assert parse("bike courier", "en").joined == ()


def test_an_age_limit_is_also_looked_for_by_its_neighbours() -> None:
    [_older, limit] = parse("ouderen boven de 75", "nl").words
    wholes = [way.whole for way in limit.alternatives]
    assert wholes[0] == "75plus"
    assert "80plus" in wholes
    boosts = {way.whole: way.boost for way in limit.alternatives}
    assert boosts["75plus"] > boosts["80plus"] > boosts["90plus"]


def test_a_sentence_needs_most_of_its_words_and_a_few_words_all() -> None:
    assert weighed(parse("samen eten overvecht", "nl")) == 3
    assert weighed(parse("buurt wandelen koffie muziek ouderen soep", "nl")) == 4


def test_the_same_word_twice_counts_once() -> None:
    question = parse("maatje maatjes", "nl")
    assert (len(question.words), question.required) == (1, 1)
