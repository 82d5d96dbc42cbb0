import pytest

from bench.compounds import labelled, measure
from search.analysis.compounds import Role, Splitter, pack

LARGE, NONE = 100, 0


@pytest.fixture
def splitter() -> Splitter:
    return Splitter(
        {
            "huis": pack(Role.NOUN, LARGE, LARGE),
            "bezoek": pack(Role.NOUN, LARGE, LARGE),
            "maatje": pack(Role.SMALL, LARGE, LARGE),
            "eet": pack(Role.VERB_STEM, LARGE, NONE),
            "kant": pack(Role.NOUN, 20, 20),
            "oor": pack(Role.NOUN, 30, 30),
            "kantoor": pack(Role.NOUN, LARGE, LARGE),
            "rier": pack(Role.NOUN, NONE, NONE),
            "kopen": pack(Role.INFINITIVE, NONE, NONE),
            "huiskopen": pack(Role.INFINITIVE, NONE, NONE),
            "eenzaam": pack(Role.ADJECTIVE, NONE, NONE),
        }
    )


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("huisbezoek", ("huis", "bezoek")),
        ("maatjesbezoek", ("maatje", "bezoek")),
        ("bezoekmaatje", ("bezoek", "maatje")),
        ("eethuis", ("eet", "huis")),
        ("eenzaamheidsbezoek", ("eenzaamheid", "bezoek")),
    ],
)
def test_a_compound_comes_apart_without_its_links(
    splitter: Splitter, word: str, parts: tuple[str, ...]
) -> None:
    assert splitter.split(word) == parts


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("kantoor", "likelier as it is than kant + oor"),
        ("huisrier", "rier never comes last in a known word"),
        ("huiseet", "a verb's stem never comes last"),
        ("eetsbezoek", "no link after a verb's stem"),
        ("huiskopen", "a known verb"),
        ("huis", "shorter than any compound"),
        ("huis-bezoek", "not one word"),
        ("xhuisbezoek", "a letter is left over"),
    ],
)
def test_a_word_stays_whole(splitter: Splitter, word: str, reason: str) -> None:
    assert splitter.split(word) == (), reason


def test_a_very_long_word_is_left_alone(splitter: Splitter) -> None:
    assert splitter.split("huis" * 100) == ()


def test_our_own_list_goes_first(splitter: Splitter) -> None:
    assert splitter.split("mantelzorger") == ("mantel", "zorg")
    assert splitter.split("oorzaak") == ()


@pytest.mark.parametrize("half", ["dev", "held"])
def test_the_labelled_words_meet_the_target(half: str) -> None:
    figures = measure()[half]
    assert figures["f1"] >= 0.94
    assert figures["non_compounds_split_percent"] <= 3
    assert figures["words"] > 500


def test_no_word_is_labelled_twice() -> None:
    words = [word for word, _, _ in labelled()]
    assert len(words) == len(set(words))
