import pytest

from search.engines.contract import Vocabulary
from search.query import parse
from search.suggestions import correct, distance, nearest
from search.texts import Text

WORDS = "burendag buren eenzaamheid maatjesproject koffie koffiegroep soepdag telefoon 2019"


@pytest.fixture
def vocabulary() -> Vocabulary:
    analysed = Text("nl", "", body=WORDS).analysed
    terms = f"{analysed.wholes['body']} {analysed.parts['body']}".split()
    return Vocabulary(frozenset(terms), dict.fromkeys(WORDS.split(), 1))


@pytest.mark.parametrize(
    ("left", "right", "slips"),
    [
        ("soep", "soep", 0),
        ("soep", "sop", 1),
        ("soep", "seop", 1),
        ("burendagg", "burendag", 1),
        ("eenzaamheit", "eenzaamheid", 1),
        ("koffie", "thee", 3),
    ],
)
def test_the_distance_counts_slips_and_a_swap_as_one(left: str, right: str, slips: int) -> None:
    assert distance(left, right, 2) == slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("burendagg", "burendag"),
        ("eenzamheid", "eenzaamheid"),
        ("kofie", "koffie"),
        ("matjesproject", "maatjesproject"),
        ("teleffon", "telefoon"),
    ],
)
def test_a_typing_error_is_recognised(typed: str, meant: str, vocabulary: Vocabulary) -> None:
    correction = correct(parse(typed, "nl"), vocabulary)
    assert correction
    assert correction.text(typed) == meant
    assert parse(meant, "nl").words[0].alternatives[0].whole in correction.question.forms()


@pytest.mark.parametrize("known", ["koffie", "maatje", "dag", "buur", "koffiedag", "soep"])
def test_a_word_that_can_be_found_is_left_alone(known: str, vocabulary: Vocabulary) -> None:
    assert correct(parse(known, "nl"), vocabulary) is None


@pytest.mark.parametrize("hopeless", ["zzzzzz", "2018", "xyz", "fotosynthese"])
def test_nothing_is_suggested_for_what_resembles_nothing(
    hopeless: str, vocabulary: Vocabulary
) -> None:
    assert nearest(hopeless, vocabulary) == []
    assert correct(parse(hopeless, "nl"), vocabulary) is None


def test_only_the_unknown_word_is_replaced(vocabulary: Vocabulary) -> None:
    correction = correct(parse("kofie buren", "nl"), vocabulary)
    assert correction
    assert correction.text("kofie buren") == "koffie buren"
