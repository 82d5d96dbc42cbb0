"""A lesson noted in passing finds its activities and its editor."""

from typing import Any

import pytest
from django.utils.translation import override

from coalitions.exceptions import CoalitionError
from coalitions.services.lessons import note_lesson
from knowledge.models import Lesson
from network.enums import Role
from tests.factories import (
    ActivityFactory,
    CoalitionPageFactory,
    LessonFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition(home: Any) -> Any:
    """A coalition with two activities, on a site that has lessons."""
    LessonFactory()
    coalition = CoalitionPageFactory(title="Buren koken", facts__lead=UserFactory()).coalition
    coalition.activities.set([ActivityFactory(title="Soep"), ActivityFactory(title="Taart")])
    return coalition


def _note(coalition: Any, **more: Any) -> Any:
    values = {"coalition": coalition, "contributor": coalition.lead, "organisation": None} | more
    return note_lesson("Wie zelf kookt, komt terug.", **values)


def test_a_lesson_stands_with_the_activities_of_its_coalition(coalition: Any) -> None:
    soup = coalition.activities.get(title="Soep")

    lesson = _note(coalition, activities=[soup, ActivityFactory(title="Thee")])

    titles = [link.activity.title for link in Lesson.objects.get(pk=lesson.pk).activity_links.all()]
    assert sorted(titles) == ["Soep", "Taart", "Thee"]
    assert lesson.learned_from.pk == coalition.page.pk


def test_a_lesson_of_a_lead_waits_for_an_editor(coalition: Any) -> None:
    organisation: Any = OrganisationFactory()

    lesson = _note(coalition, organisation=organisation, source_note="Verteld <b>in</b> mei")

    assert not lesson.live
    assert lesson.latest_revision.user == coalition.lead
    assert lesson.contributor_organisation == organisation
    assert lesson.explanation == "<p>Verteld &lt;b&gt;in&lt;/b&gt; mei</p>"


def test_a_lesson_of_an_editor_is_published(coalition: Any) -> None:
    lesson = _note(coalition, contributor=UserFactory(roles=[Role.MEMBER, Role.EDITOR]))

    assert Lesson.objects.get(pk=lesson.pk).live


def test_a_private_coalition_is_not_named_as_the_source_of_a_lesson(coalition: Any) -> None:
    coalition.page.unpublish()
    coalition = type(coalition).objects.get(pk=coalition.pk)

    assert _note(coalition).learned_from is None


@pytest.mark.parametrize("statement", ["", " \n ", "a" * 251])
def test_a_lesson_is_one_or_two_sentences(coalition: Any, statement: str) -> None:
    with pytest.raises(CoalitionError):
        note_lesson(statement, coalition=coalition, contributor=None, organisation=None)

    assert Lesson.objects.count() == 1


def test_without_a_list_of_lessons_somebody_hears_what_to_do(home: Any) -> None:
    with override("en"), pytest.raises(CoalitionError, match="list of lessons"):
        note_lesson("Les", contributor=UserFactory(), organisation=None)
