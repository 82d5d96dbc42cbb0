"""Fields that wagtail-localize leaves alone, and what they store."""

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from cms.fields import CodesField, PartialDateField
from knowledge.enums import Gradation
from knowledge.models import Activity


def test_codes_are_stored_once_each_in_the_order_of_their_vocabulary() -> None:
    field = CodesField(vocabulary=Gradation)

    assert field.get_prep_value(["severe", "prevention", "severe"]) == "|prevention|severe|"
    assert field.to_python("|prevention|severe|") == ["prevention", "severe"]
    assert field.get_prep_value([]) == ""


def test_a_code_outside_the_vocabulary_is_refused_with_what_was_expected() -> None:
    with pytest.raises(ValidationError, match=r"“zwaar” .* increased_risk, mild"):
        CodesField(vocabulary=Gradation).clean(["zwaar"], None)


@pytest.mark.parametrize("value", ["2019", "2019-09", "2019-09-24", ""])
def test_a_date_may_be_known_to_the_year_the_month_or_the_day(value: str) -> None:
    assert PartialDateField().clean(value, None) == value


@pytest.mark.parametrize(
    "value",
    ["19", "0000", "2019-13", "24-09-2019", "2019-09-32", "2019-02-30", "2019\n", "later"],
)
def test_anything_else_is_no_date(value: str) -> None:
    with pytest.raises(ValidationError):
        PartialDateField().clean(value, None)


@pytest.mark.parametrize("name", ["gradations", "started", "status", "price", "phone_contact"])
def test_facts_are_never_handed_to_translators(name: str) -> None:
    field = next(f for f in get_translatable_fields(Activity) if f.field_name == name)

    assert isinstance(field, SynchronizedField)


@pytest.mark.django_db
def test_pages_are_found_by_one_of_their_codes(home: object) -> None:
    from tests.factories import ActivityFactory

    severe = ActivityFactory(gradations=["prevention", "severe"])
    ActivityFactory(gradations=["mild"])

    assert list(Activity.objects.for_gradation(Gradation.SEVERE)) == [severe]
