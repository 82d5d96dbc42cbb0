"""Which changes leave a mark, and that a change that is taken back leaves none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from taggit.models import Tag
from wagtail.models import Locale, Page, PageViewRestriction

from cms.models import HomePage, PlainPage
from knowledge.models import Lesson, LessonActivity, TargetGroup
from search.documents import Entity
from search.fanout import marked_at_the_end
from search.models import Dirty
from tests import factories

pytestmark = pytest.mark.django_db


def entity(page: Any) -> Entity:
    return Entity(page._meta.model_name, str(page.translation_key))


@pytest.fixture
def marked(home: HomePage) -> Callable[[], set[Entity]]:
    """A function that returns what has been marked since it was last asked."""

    def found() -> set[Entity]:
        entities = {row.entity for row in Dirty.objects.all()}
        Dirty.objects.all().delete()
        return entities

    return found


@pytest.fixture
def activity(home: HomePage) -> Any:
    return factories.ActivityFactory()


@pytest.fixture
def lesson(activity: Any) -> Any:
    return factories.LessonFactory(activities=[activity])


def test_a_page_is_marked_when_it_is_saved_published_unpublished_and_deleted(
    marked: Any, activity: Any
) -> None:
    own = entity(activity)
    assert own in marked()
    activity.save_revision().publish()
    assert marked() == {own}
    activity.unpublish()
    assert marked() == {own}
    activity.delete()
    assert marked() == {own}


def test_a_draft_that_is_kept_back_changes_nothing_in_the_index(
    marked: Any, activity: Any, engine: Any
) -> None:
    from search.services import drain_all, drift

    activity.save_revision().publish()
    drain_all()
    activity.title = "Een andere naam"
    activity.save_revision()
    drain_all()
    assert not drift().keys
    assert dict(engine.versions())


def test_the_lessons_of_an_activity_are_marked_with_it(
    marked: Any, activity: Any, lesson: Any
) -> None:
    marked()
    activity.save()
    assert marked() == {entity(activity), entity(lesson)}
    activity.delete()
    assert {entity(activity), entity(lesson)} <= marked()


def test_a_link_between_lesson_and_activity_marks_the_lesson(
    marked: Any, activity: Any, lesson: Any
) -> None:
    marked()
    other = factories.ActivityFactory()
    marked()
    link = LessonActivity.objects.create(lesson=lesson, activity=other)
    assert marked() == {entity(lesson)}
    link.delete()
    assert marked() == {entity(lesson)}


def test_a_new_address_of_a_parent_marks_everything_below(
    marked: Any, activity: Any, lesson: Any
) -> None:
    marked()
    index = activity.get_parent().specific
    index.slug = "elders"
    index.save()
    assert entity(activity) in marked()
    index.save()
    assert entity(activity) not in marked()


def test_a_moved_page_is_marked_with_what_is_below_it(marked: Any, home: HomePage) -> None:
    over = home.add_child(instance=PlainPage(title="Over ons"))
    child = over.add_child(instance=PlainPage(title="Wie we zijn"))
    target = home.add_child(instance=PlainPage(title="Elders"))
    marked()
    Page.objects.get(pk=over.pk).move(target, pos="last-child")
    assert {("page", str(page.translation_key)) for page in (over, child)} <= marked()


def test_a_view_restriction_marks_the_branch_and_what_carries_its_names(
    marked: Any, activity: Any, lesson: Any
) -> None:
    marked()
    restriction = PageViewRestriction.objects.create(
        page=activity.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert marked() == {entity(activity), entity(lesson)}
    restriction.delete()
    assert marked() == {entity(activity), entity(lesson)}


def test_a_renamed_tag_marks_the_pages_that_carry_it(marked: Any, activity: Any) -> None:
    activity.tags.add("koffie")
    activity.save()
    marked()
    tag = Tag.objects.get(name="koffie")
    tag.name = "thee"
    tag.save()
    assert marked() == {entity(activity)}


def test_a_new_label_in_a_vocabulary_marks_pages_and_their_lessons(
    marked: Any, activity: Any, lesson: Any
) -> None:
    neighbourhood: Any = factories.NeighbourhoodFactory()
    group = TargetGroup.objects.create(code="jong", label_nl="Jong", label_en="Young")
    activity.neighbourhoods.add(neighbourhood)
    activity.save()
    lesson.target_groups.add(group)
    lesson.save()
    marked()
    neighbourhood.label_nl = "Overvecht-Noord"
    neighbourhood.save()
    assert marked() == {entity(activity), entity(lesson)}
    group.label_nl = "Jongeren"
    group.save()
    assert marked() == {entity(lesson)}


def test_a_new_name_of_an_organisation_marks_its_activities(marked: Any, activity: Any) -> None:
    organisation: Any = factories.OrganisationFactory()
    activity.providers.add(organisation)
    activity.save()
    marked()
    organisation.name = "Een nieuwe naam"
    organisation.save()
    assert marked() == {entity(activity)}


def test_a_renamed_theme_marks_the_pages_about_it(marked: Any, activity: Any) -> None:
    theme: Any = factories.ThemeFactory()
    activity.theme_links.create(theme=theme)
    activity.save()
    marked()
    theme.title = "Een ander onderwerp"
    theme.save()
    assert marked() == {entity(theme), entity(activity)}


def test_a_translation_marks_the_entity_that_both_languages_share(
    marked: Any, lesson: Any, english_home: HomePage
) -> None:
    english = Locale.objects.get(language_code="en")
    lesson.get_parent().specific.copy_for_translation(english)
    marked()
    translated = lesson.copy_for_translation(english)
    translated.save_revision().publish()
    assert entity(lesson) in marked()
    assert Lesson.objects.filter(translation_key=lesson.translation_key).count() == 2


def test_a_change_that_is_taken_back_leaves_no_mark(marked: Any, activity: Any) -> None:
    marked()
    with transaction.atomic():
        activity.save()
        assert Dirty.objects.exists()
        transaction.set_rollback(True)
    assert marked() == set()


def test_marking_again_gives_the_row_a_new_number(marked: Any, activity: Any) -> None:
    before = Dirty.objects.get(key=activity.translation_key)
    activity.save()
    after = Dirty.objects.get(key=activity.translation_key)
    assert (before.pk, before.since) == (after.pk, after.since)
    assert before.seq != after.seq


def test_in_a_long_transaction_everything_is_marked_once_at_its_end(
    marked: Any, activity: Any, lesson: Any
) -> None:
    marked()

    with marked_at_the_end():
        activity.save_revision().publish()
        lesson.save_revision().publish()
        assert marked() == set()

    assert marked() == {entity(activity), entity(lesson)}
    activity.save_revision().publish()
    assert entity(activity) in marked()


def test_what_fails_leaves_no_mark_for_its_end(marked: Any, activity: Any) -> None:
    def fail_halfway() -> None:
        with marked_at_the_end():
            activity.save_revision().publish()
            raise ValueError("halfway")

    marked()

    with pytest.raises(ValueError, match="halfway"):
        fail_halfway()

    assert marked() == set()
    activity.save_revision().publish()
    assert marked() == {entity(activity)}
