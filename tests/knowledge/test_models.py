"""What a page of knowledge refuses."""

import pytest
from django.core.exceptions import ValidationError

from cms.models import HomePage
from knowledge.enums import Verdict
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("started", "ended"), [("2020", "2019"), ("2019-09", "2019-03")])
def test_an_activity_cannot_end_before_it_starts(started: str, ended: str, home: HomePage) -> None:
    activity = factories.ActivityFactory.build(started=started, ended=ended)

    with pytest.raises(ValidationError) as refused:
        activity.clean()

    assert set(refused.value.message_dict) == {"ended"}


@pytest.mark.parametrize(
    ("started", "ended"), [("2019-09", "2019"), ("2019", "2019-03"), ("", "2019")]
)
def test_dates_that_may_be_in_order_are_kept(started: str, ended: str, home: HomePage) -> None:
    factories.ActivityFactory.build(started=started, ended=ended).clean()


def test_the_highest_age_is_not_below_the_lowest(home: HomePage) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.ActivityFactory.build(age_from=75, age_to=55).clean()

    assert set(refused.value.message_dict) == {"age_to"}


def test_works_if_needs_its_conditions(home: HomePage) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.LessonFactory.build(verdict=Verdict.WORKS_IF, conditions=" ").clean()

    assert set(refused.value.message_dict) == {"conditions"}


@pytest.mark.parametrize(
    ("filled", "completeness"),
    [(0, "stub"), (2, "stub"), (3, "partial"), (5, "partial"), (6, "complete")],
)
def test_a_practice_says_how_much_of_it_has_been_written(filled: int, completeness: str) -> None:
    fields = ("goal", "audience", "approach", "results", "success_factors", "challenges")
    practice = factories.PracticeFactory.build(**dict.fromkeys(fields[:filled], "<p>Tekst</p>"))

    assert practice.completeness == completeness
