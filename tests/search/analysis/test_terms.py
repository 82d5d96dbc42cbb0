"""What somebody types meets what somebody else wrote."""

import pytest

from search.analysis import Term, analyse, display_words, fold, index_terms, tokenise


def meets(query: str, text: str, language: str = "nl") -> bool:
    """Whether every word of the query is answered by the text, as `Term` describes it."""
    wholes, parts = (set(field.split()) for field in index_terms(text, language))
    held = wholes | parts
    terms = [term for term in analyse(query, language) if not term.stop]
    return bool(terms) and all(
        term.whole in held or (bool(term.parts) and held.issuperset(term.parts)) for term in terms
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("fiets koerier", "De fietskoerier brengt maaltijden rond"),
        ("fietskoerier", "Een koerier op de fiets"),
        ("fietskoeriers", "Eén fietskoerier"),
        ("maatjes", "Vijf maatjesprojecten in de wijk"),
        ("maatjes", "Een maatje voor iedereen"),
        ("maatje", "Maatjes gezocht"),
        ("maatjesproject", "een project met maatjes"),
        ("eenzaamheidsaanpak", "aanpak van eenzaamheid"),
        ("aanpak eenzaamheid", "De Utrechtse eenzaamheidsaanpak"),
        ("mantelzorg", "steun voor mantelzorgers"),
        ("mantelzorger", "informatie over mantelzorg"),
        ("welzijn op recept", "Welzijn-op-recept bij de huisarts"),
        ("welzijn-op-recept", "welzijn op recept"),
        ("foto", "foto’s van het feest"),
        ("opa's", "mijn opa"),
        ("casuistiek", "casuïstiek"),
        ("cafe", "repair-café"),
        ("email", "stuur een e-mail"),
        ("cocreatie", "co-creatie met bewoners"),
        ("ggz", "samen met de G.G.Z."),
        ("g.g.z.", "GGZ-instelling"),
        ("lhbti", "voor LHBTIQ+ ouderen"),
        ("lhbtiqa+", "de lhbti-gemeenschap"),
        ("4179", "4.179 deelnemers"),
        ("8,3", "een gemiddelde van 8,3"),
        ("maart 2024", "op 12-03-2024"),
        ("12-03-2024", "op 12 maart 2024"),
        ("2024-03-12", "12/03/2024"),
        ("14.30", "om 14:30 uur"),
        ("steden", "een stad"),
        ("gelopen", "wij lopen"),
        ("community building", "Utrecht doet aan community building"),
    ],
)
def test_a_dutch_question_meets_a_dutch_text(query: str, text: str) -> None:
    assert meets(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("zon", "gezondheid"),
        ("zon", "zo'n dag"),
        ("ouders", "ouderen in de wijk"),
        ("kok", "fietskoerier"),
        ("fietskoerier", "een fiets en een bakker"),
        ("75-plussers", "65-plussers"),
        ("41", "4.179 deelnemers"),
    ],
)
def test_words_that_only_look_alike_do_not_meet(query: str, text: str) -> None:
    assert not meets(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("volunteer", "Volunteers needed"),
        ("visits", "We visited older people"),
        ("people over 75", "activities for the over-75s"),
        ("75 and older", "aged over 75"),
        ("4179", "4,179 participants"),
    ],
)
def test_an_english_question_meets_an_english_text(query: str, text: str) -> None:
    assert meets(query, text, "en")


def test_english_words_are_not_split() -> None:
    assert [term.parts for term in analyse("lighthouse bookkeeper", "en")] == [(), ()]


def test_another_language_is_only_folded() -> None:
    assert index_terms("Größe der Städte", "de") == ("grosse der stadte", "")


def test_stop_words_are_marked_in_the_analysis_and_absent_from_the_index() -> None:
    assert [term.stop for term in analyse("de aanpak van eenzaamheid", "nl")] == [
        True,
        False,
        True,
        False,
    ]
    assert index_terms("de aanpak van eenzaamheid", "nl") == index_terms("aanpak eenzaamheid", "nl")


def test_alone_and_together_are_subjects_here() -> None:
    assert not any(term.stop for term in analyse("alleen samen", "nl"))


def test_offsets_point_at_the_word_as_typed() -> None:
    text = "Één ﬁetskoerier\u00ad\u0000 uit  ’s-Hertogenbosch"
    spans = [text[term.start : term.end] for term in analyse(text, "nl")]
    assert spans[:3] == ["Één", "ﬁetskoerier\u00ad", "uit"]


def test_a_term_of_several_words_spans_them_all() -> None:
    text = "voor ouderen boven de 75 in Zuilen"
    assert Term("75plus", ("75",), 13, 24, False) in analyse(text, "nl")


def test_tokens_keep_numbers_and_abbreviations_whole() -> None:
    words = [token.text for token in tokenise("o.a. 4.179 keer, co2 en foto's")]
    assert words == ["o.a.", "4.179", "keer", "co2", "en", "foto's"]


def test_folding_leaves_letters_and_digits() -> None:
    assert fold("Ĳsvogel’s “Œuvre”\u0000\u00ad\nﬁn") == 'ijsvogel\'s "oeuvre" fin'


def test_words_to_show_keep_the_form_that_was_typed() -> None:
    assert ("fietskoerier", "fietskoeriers") in display_words("De Fietskoeriers", "nl")
