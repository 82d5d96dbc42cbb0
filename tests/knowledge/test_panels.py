"""Facts are edited on the Dutch page only."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.enums import Answer
from cms.models import HomePage
from knowledge.enums import Gradation, Price, Verdict
from knowledge.models import TargetGroup
from network.enums import Role
from tests import factories

pytestmark = pytest.mark.django_db


def in_english(page: Any) -> Any:
    """The page in English, made by hand: no translation looks after it."""
    found = page.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True, alias=False
    )
    found.save_revision().publish()
    return found


def editor_of(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def editor(client: Client, account: Any) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def test_only_the_dutch_page_has_fields_for_its_facts(
    english_home: HomePage, editor: Client
) -> None:
    dutch = factories.ActivityFactory()
    english = in_english(dutch)

    ours = editor.get(editor_of(dutch))
    theirs = editor.get(editor_of(english))

    assert 'name="gradations"' in ours.content.decode()
    assert 'name="gradations"' not in theirs.content.decode()
    assert 'name="place"' in theirs.content.decode()
    assert not {"theme_links", "source_links"} & theirs.context["form"].formsets.keys()


@pytest.mark.parametrize("kind", ["Activity", "Practice", "Guidance", "Lesson", "Theme", "Source"])
def test_a_translation_says_where_its_facts_are_edited(
    kind: str, english_home: HomePage, editor: Client
) -> None:
    dutch = getattr(factories, f"{kind}Factory")()
    way = f'href="{editor_of(dutch)}">Bewerk de Nederlandse pagina'

    assert way in editor.get(editor_of(in_english(dutch))).content.decode()
    assert way not in editor.get(editor_of(dutch)).content.decode()


def test_who_may_not_edit_the_dutch_page_gets_no_way_there(
    english_home: HomePage, client: Client, account: Any
) -> None:
    dutch = factories.ThemeFactory()
    client.force_login(account(Role.TRANSLATOR))

    shown = client.get(editor_of(in_english(dutch))).content.decode()

    assert escape("Hier verander je alleen de tekst.") in shown
    assert "Bewerk de Nederlandse pagina" not in shown


def test_saving_a_translation_keeps_the_facts_that_are_stored_with_it(
    english_home: HomePage, editor: Client
) -> None:
    dutch = factories.ActivityFactory(gradations=[Gradation.MILD], price=Price.FREE, age_from=55)
    english = in_english(dutch)
    theme = factories.ThemeFactory()
    english.theme_links.create(theme=theme)
    english.target_groups.add(
        TargetGroup.objects.create(code="ouderen", label_nl="Ouderen", label_en="Older people")
    )
    english.accompanied = Answer.YES
    english.save_revision().publish()

    response = editor.post(
        editor_of(english),
        nested_form_data(
            {
                "title": "Eating together",
                "slug": english.slug,
                "summary": "A meal.",
                "body": streamfield([]),
                "place": "The kitchen",
                "gradations": ["severe"],
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
                "action-publish": "action-publish",
            }
        ),
    )

    assert response.status_code == 302
    english = type(english).objects.get(pk=english.pk)
    assert (english.title, english.place) == ("Eating together", "The kitchen")
    assert english.gradations == [Gradation.MILD]
    assert (english.price, english.age_from, english.accompanied) == ("free", 55, "yes")
    assert [link.theme.pk for link in english.theme_links.all()] == [theme.pk]
    assert [group.code for group in english.target_groups.all()] == ["ouderen"]


def test_a_lesson_keeps_its_verdict_when_its_text_is_edited_in_english(
    english_home: HomePage, editor: Client
) -> None:
    dutch = factories.LessonFactory(verdict=Verdict.WORKS_IF, conditions="Als er koffie is.")
    english = in_english(dutch)

    editor.post(
        editor_of(english),
        nested_form_data(
            {
                "title": "Coffee helps",
                "slug": english.slug,
                "summary": "Coffee.",
                "explanation": rich_text("<p>Why.</p>"),
                "conditions": "If there is coffee.",
                "comments-TOTAL_FORMS": 0,
                "comments-INITIAL_FORMS": 0,
                "action-publish": "action-publish",
            }
        ),
    )

    english.refresh_from_db()
    assert (english.title, english.verdict) == ("Coffee helps", Verdict.WORKS_IF)
