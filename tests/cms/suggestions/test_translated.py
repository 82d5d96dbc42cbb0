"""Suggestions on a page that is a translation."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.models import HomePage
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.services import apply
from cms.suggestions.units import texts_of
from knowledge.models import Activity
from network.models import User
from tests.cms.suggestions.conftest import Suggesting, current
from tests.factories import ActivityFactory, index_of

pytestmark = pytest.mark.django_db

BODY = [
    {
        "type": "text",
        "id": "b1",
        "value": '<p>Kom langs.</p><p>Lees <a href="https://elders.example/">meer</a>.</p>',
    }
]
ENGLISH = {
    "Aanschuiftafel": "Open table",
    "Samen eten.": "Eat together.",
    "Kom langs.": "Come along.",
    'Lees <a id="a1">meer</a>.': 'Read <a id="a1">more</a>.',
    "Elke dinsdag": "Every Tuesday",
}


@pytest.fixture
def dutch(english_home: HomePage) -> Activity:
    found: Activity = ActivityFactory.create(
        title="Aanschuiftafel",
        slug="aanschuiftafel",
        summary="Samen eten.",
        body=json.dumps(BODY),
        frequency="Elke dinsdag",
        phone="030 100 00 10",
    )
    found.save_revision().publish()
    return current(found)


@pytest.fixture
def english(dutch: Activity) -> Activity:
    """Its translation, made as translators make it, published."""
    locale = HomePage.objects.get(locale__language_code="en").locale
    index_of(Activity).copy_for_translation(locale, alias=True)
    source, _made = TranslationSource.get_or_create_from_instance(dutch)
    source.update_from_db()
    translation = Translation.objects.create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string"):
        said = ENGLISH.get(segment.string.data)
        if said:
            StringTranslation.objects.create(
                translation_of=segment.string, context=segment.context, locale=locale, data=said
            )
    translation.save_target(publish=False)
    found: Activity = Activity.objects.get(translation_key=dutch.translation_key, locale=locale)
    found.get_latest_revision().publish()
    return current(found)


def made_again(english: Activity) -> Activity:
    """Return the translation as wagtail-localize makes it from the sentences it knows."""
    translation = Translation.objects.get(source__object_id=english.translation_key)
    translation.save_target(publish=False)
    current(english).get_latest_revision().publish()
    return current(english)


def test_an_accepted_change_stays_when_the_translation_is_made_again(
    english: Activity, suggesting: Suggesting, editor: User
) -> None:
    changed = "Come along, all of you.\n\nRead [more](https://elders.example/)."
    suggestion = suggesting(
        {"summary": "Eating together.", "body.b1": changed, "frequency": "Each Tuesday"}, on=english
    )

    apply(suggestion, user=editor, texts=None)

    for page in (current(english), made_again(english)):
        texts = texts_of(page)
        assert texts["summary"] == "Eating together."
        assert texts["body.b1"] == changed
        assert texts["frequency"] == "Each Tuesday"
    row = StringTranslation.objects.get(data="Eating together.")
    assert row.last_translated_by == editor


def test_the_original_stays_as_it_was(
    english: Activity, dutch: Activity, suggesting: Suggesting, editor: User
) -> None:
    before = current(dutch).latest_revision_id

    apply(suggesting({"summary": "Eating together."}, on=english), user=editor, texts=None)

    assert current(dutch).summary == "Samen eten."
    assert current(dutch).latest_revision_id == before


def test_a_sentence_that_nobody_translated_becomes_its_translation(
    english: Activity, suggesting: Suggesting, editor: User
) -> None:
    StringTranslation.objects.filter(data="Every Tuesday").delete()
    english = made_again(english)
    assert english.frequency == "Elke dinsdag"

    apply(suggesting({"frequency": "On Tuesdays"}, on=english), user=editor, texts=None)

    assert made_again(english).frequency == "On Tuesdays"


@pytest.mark.parametrize(
    "text",
    [
        "Come along.\n\nBring somebody.\n\nRead [more](https://elders.example/).",
        "Come along.",
        "",
    ],
)
def test_a_paragraph_more_or_less_is_asked_of_the_original(
    english: Activity, suggesting: Suggesting, text: str
) -> None:
    with pytest.raises(SuggestionError):
        suggesting({"body.b1": text}, on=english)


def test_a_new_link_is_asked_of_the_original(english: Activity, suggesting: Suggesting) -> None:
    text = "[Come](https://nieuw.example/) along.\n\nRead [more](https://elders.example/)."

    with pytest.raises(SuggestionError):
        suggesting({"body.b1": text}, on=english)


def test_a_reviewer_adds_no_link_that_would_not_stay(
    english: Activity, suggesting: Suggesting, editor: User
) -> None:
    before = texts_of(english)["body.b1"]
    suggestion = suggesting({"body.b1": before.replace("Come", "Do come")}, on=english)
    text = "[Come](https://nieuw.example/) along.\n\nRead [more](https://elders.example/)."

    with pytest.raises(SuggestionError):
        apply(suggestion, user=editor, texts={"body.b1": text})
    assert texts_of(current(english))["body.b1"] == before


def test_facts_and_new_passages_are_asked_of_the_original(
    english: Activity, dutch: Activity
) -> None:
    assert {"phone", "website", "body"} <= texts_of(dutch).keys()
    assert not {"phone", "website", "body"} & texts_of(english).keys()


def test_a_change_of_the_english_page_reaches_it_when_the_original_changed_since(
    english: Activity, dutch: Activity, suggesting: Suggesting, editor: User
) -> None:
    working: Any = current(dutch)
    working.summary = "Samen eten in de buurt."
    working.save_revision().publish()
    TranslationSource.objects.get(object_id=dutch.translation_key).update_from_db()

    suggestion = suggesting({"summary": "Eat together!", "frequency": "Tuesdays"}, on=english)
    apply(suggestion, user=editor, texts=None)

    assert current(english).summary == "Eat together!"
    # The sentence whose original stayed is kept for good.
    assert made_again(english).frequency == "Tuesdays"


def test_the_form_of_a_language_is_about_the_page_in_that_language(
    english: Activity, dutch: Activity, client: Client
) -> None:
    for language, words in (("nl", "Samen eten."), ("en", "Eat together.")):
        address = f"/{language}/" + {"nl": "pagina", "en": "page"}[language]
        tail = {"nl": "verbeteren", "en": "improve"}[language]
        answer = client.get(f"{address}/{dutch.translation_key}/{tail}/")
        assert words in answer.content.decode()
    assert reverse("suggest", args=[dutch.translation_key]).startswith("/nl/")
