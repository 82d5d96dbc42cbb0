import pytest

from search.analysis.ages import age_limits


@pytest.mark.parametrize(
    "text",
    [
        "75+", "75 +", "75-plus", "75plus", "75 plus", "75-plusser", "75-plussers", "75plussers",
        "boven de 75", "boven de 75 jaar", "ouder dan 75", "ouder dan 75 jaar", "75 jaar en ouder",
        "75 jaar of ouder", "75 en ouder", "vanaf 75 jaar", "vijfenzeventigplussers",
        "boven de vijfenzeventig", "older than 75", "over the age of 75", "over-75s", "over 75s",
        "75 and over", "75 years and older", "aged over 75", "75 YEARS OF AGE OR OLDER",
    ],
)  # fmt: skip
def test_every_way_to_say_75_and_older_is_one_term(text: str) -> None:
    assert [limit.term for limit in age_limits(f"voor mensen {text}, gratis")] == ["75plus"]


@pytest.mark.parametrize(
    "text",
    ["onder de 30", "jonger dan 30 jaar", "30 jaar en jonger", "30-min", "30-minners",
     "younger than 30", "under the age of 30", "30 and younger"],
)  # fmt: skip
def test_every_way_to_say_30_and_younger_is_one_term(text: str) -> None:
    assert [limit.term for limit in age_limits(f"voor mensen {text}.")] == ["30min"]


@pytest.mark.parametrize(
    "text",
    ["75 deelnemers", "het duurt 75 min", "boven de 75 procent", "boven de 75%", "in 1975 en ouder",
     "175+", "75 + 5", "boven de 75,5", "over 75 people came", "5 en ouder wordende mensen",
     "twintig plussen"],
)  # fmt: skip
def test_other_numbers_are_no_ages(text: str) -> None:
    assert age_limits(text) == []


def test_limits_come_in_order_with_their_place_in_the_text() -> None:
    text = "Van 18+ tot 75 jaar en ouder"
    assert [text[limit.start : limit.end] for limit in age_limits(text)] == [
        "18+",
        "75 jaar en ouder",
    ]
