"""Links point at originals, whichever version of a page was picked."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage
from knowledge import models
from tests import factories

pytestmark = pytest.mark.django_db

LINKS = [
    (models.PageTheme, "page", factories.PracticeFactory, "theme", factories.ThemeFactory),
    (models.PageSource, "page", factories.PracticeFactory, "source", factories.SourceFactory),
    (
        models.LessonActivity,
        "lesson",
        factories.LessonFactory,
        "activity",
        factories.ActivityFactory,
    ),
    (
        models.LessonGuidance,
        "lesson",
        factories.LessonFactory,
        "guidance",
        factories.GuidanceFactory,
    ),
    (
        models.PracticeActivity,
        "practice",
        factories.PracticeFactory,
        "activity",
        factories.ActivityFactory,
    ),
    (
        models.GuidancePractice,
        "guidance",
        factories.GuidanceFactory,
        "practice",
        factories.PracticeFactory,
    ),
]


@pytest.mark.parametrize("alias", [False, True])
@pytest.mark.parametrize("link", LINKS, ids=lambda link: link[0].__name__)
def test_a_link_to_an_english_page_points_at_the_original(
    link: Any, alias: bool, english_home: HomePage
) -> None:
    model, owner_field, owner_factory, field, factory = link
    original = factory()
    english = original.copy_for_translation(english_home.locale, copy_parents=True, alias=alias)

    row = model(**{owner_field: owner_factory(), field: english})
    row.save()

    row.refresh_from_db()
    assert getattr(row, field) == original


def test_a_link_to_an_alias_in_the_same_language_points_at_what_it_mirrors(home: HomePage) -> None:
    theme = factories.ThemeFactory()
    alias = Page.objects.get(pk=theme.pk).create_alias(update_slug="elders").specific

    row = models.PageTheme(page=factories.PracticeFactory(), theme=alias)
    row.full_clean()

    assert row.theme == theme


def test_a_practice_that_was_given_an_english_theme_is_found_by_that_theme(
    english_home: HomePage, client: Client
) -> None:
    theme, practice = factories.ThemeFactory(), factories.PracticeFactory()
    english = theme.copy_for_translation(english_home.locale, copy_parents=True)
    english.slug = "another-address"
    english.save()
    models.PageTheme.objects.create(page=practice, theme=english)

    response = client.get(practice.get_parent().url, {"theme": theme.slug})

    assert list(response.context["results"].object_list) == [practice]
