"""The lists, filtered by each of their facets."""

from typing import Any

import pytest
from django.test import Client

from cms.models import HomePage
from knowledge.enums import Verdict, Voice, WorkingElement
from knowledge.models import PageTheme
from tests import factories

pytestmark = pytest.mark.django_db

FIRST, SECOND = list(WorkingElement)[:2]
ONE_VOICE, OTHER_VOICE = list(Voice)[:2]


def found(client: Client, page: Any, **choice: Any) -> list[str]:
    results = client.get(page.get_parent().url, choice).context["results"].object_list
    return [each.title for each in results]


@pytest.mark.parametrize(
    "factory", [factories.PracticeFactory, factories.GuidanceFactory, factories.LessonFactory]
)
def test_a_list_filters_by_theme(factory: Any, home: HomePage, client: Client) -> None:
    wanted, other = factory(title="Gezocht"), factory()
    theme = factories.ThemeFactory()
    PageTheme.objects.create(page=wanted, theme=theme)
    PageTheme.objects.create(page=other, theme=factories.ThemeFactory())

    assert found(client, wanted, theme=theme.slug) == ["Gezocht"]


@pytest.mark.parametrize("factory", [factories.PracticeFactory, factories.GuidanceFactory])
def test_a_list_filters_by_working_element(factory: Any, home: HomePage, client: Client) -> None:
    wanted = factory(title="Gezocht", working_elements=[FIRST, SECOND])
    factory(working_elements=[SECOND])

    assert found(client, wanted, element=FIRST.value) == ["Gezocht"]


@pytest.mark.parametrize(
    ("field", "wanted", "other"),
    [("verdict", Verdict.DID_NOT_WORK, Verdict.WORKS), ("voice", ONE_VOICE, OTHER_VOICE)],
)
def test_lessons_are_filtered_by_what_they_say_and_who_says_so(
    field: str, wanted: Any, other: Any, home: HomePage, client: Client
) -> None:
    lesson = factories.LessonFactory(title="Gezocht", **{field: wanted})
    factories.LessonFactory(**{field: other})

    assert found(client, lesson, **{field: wanted.value}) == ["Gezocht"]


@pytest.mark.parametrize(
    ("threshold", "field"), [("accompanied", "accompanied"), ("phone", "phone_contact")]
)
def test_what_is_not_known_to_be_easy_is_left_out(
    threshold: str, field: str, home: HomePage, client: Client
) -> None:
    activity = factories.ActivityFactory(title="Gezocht", **{field: "yes"})
    factories.ActivityFactory(**{field: "no"})
    factories.ActivityFactory(**{field: "unknown"})

    assert found(client, activity, threshold=[threshold]) == ["Gezocht"]
