import pytest

from search.analysis.stems import lemma, stem

TABLE = {
    "fiets": "fietsen",
    "fietsen": "fiets",
    "kok": "kokkin",
    "kokkin": "kok",
    "maatjes": "maatje",
    "maatje": "maat",
    "koe": "bul",
    "gekocht": "kopen",
    "loop": "lopen",
}


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("fiets", "fiets"),
        ("fietsen", "fiets"),
        ("kok", "kok"),
        ("kokkin", "kok"),
        ("maatjes", "maat"),
        ("koe", "koe"),
        ("gekocht", "kopen"),
        ("loop", "lopen"),
        ("onbekend", "onbekend"),
    ],
)
def test_the_lemma_survives_the_traps_of_the_table(word: str, base: str) -> None:
    assert lemma(word, TABLE) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [("gezond", "gezondheid"), ("ontmoeten", "ontmoeting"), ("eenzaam", "eenzaamheid")],
)
def test_words_of_one_family_share_a_stem(one: str, other: str) -> None:
    assert stem(one, "nl") == stem(other, "nl")


@pytest.mark.parametrize(("one", "other"), [("gezond", "zon"), ("gemeente", "menen")])
def test_a_first_syllable_that_looks_like_a_participle_is_kept(one: str, other: str) -> None:
    assert stem(one, "nl") != stem(other, "nl")
