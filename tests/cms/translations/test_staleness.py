"""Exactly the paragraphs that changed are stale in the other language."""

from typing import Any

import pytest
from django.test import Client
from wagtail_localize.models import Translation, TranslationSource

from cms.translations.reads import behind, progress_of, stale_of
from tests.cms.translations.conftest import Pair
from tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db

CANARY = "&lt;script&gt;alert(1)&lt;/script&gt;"


def texts(found: Any) -> list[str]:
    return [each.text for each in found]


def test_a_translation_that_says_all_of_its_original_is_in_step(pair: Pair) -> None:
    assert stale_of(pair.english) == []
    assert behind(pair.english) is None


def test_of_a_text_of_two_paragraphs_only_the_changed_one_is_stale(pair: Pair) -> None:
    pair.say("We eten samen.", "We zingen ook.")

    (sentence,) = stale_of(pair.english)
    assert sentence.text == "We zingen ook."
    assert sentence.unit == f"body.{pair.original.body[0].id}"
    found = behind(pair.english)
    assert found
    assert texts(found.older) == ["We walk every week."]
    assert texts(found.missing) == ["We zingen ook."]


def test_a_new_paragraph_is_missing_and_makes_no_other_older(pair: Pair) -> None:
    pair.say("We zingen ook.", "We eten samen.", "We wandelen elke week.")

    found = behind(pair.english)

    assert found
    assert (texts(found.older), texts(found.missing)) == ([], ["We zingen ook."])


def test_a_paragraph_that_the_original_lost_is_older(pair: Pair) -> None:
    pair.say("We eten samen.")

    found = behind(pair.english)

    assert found
    assert (texts(found.older), texts(found.missing)) == (["We walk every week."], [])


def test_a_draft_of_the_original_makes_nothing_stale_and_is_told_to_nobody(
    pair: Pair, client: Client
) -> None:
    pair.say("We eten samen.", "Geheim plan.", publish=False)

    assert stale_of(pair.english) == []
    assert behind(pair.english) is None
    assert "Geheim" not in TranslationSource.objects.get(pk=pair.translation.source_id).content_json
    assert "Geheim" not in client.get(pair.english.url).content.decode()


def test_a_translated_text_stays_older_for_readers_until_it_is_published(pair: Pair) -> None:
    pair.say("We eten samen.", "We zingen ook.")
    pair.translate()

    assert stale_of(pair.english) == []
    found = behind(pair.english)
    assert found
    assert texts(found.older) == ["We walk every week."]

    pair.publish()
    assert behind(pair.english) is None


def test_publishing_the_same_words_again_makes_nothing_stale(pair: Pair) -> None:
    pair.say("We eten samen.", "We wandelen elke week.")

    assert behind(pair.english) is None


def test_readers_are_told_which_paragraph_is_older(pair: Pair, client: Client) -> None:
    before = client.get(pair.english.url).content.decode()
    assert "older" not in before
    pair.say("We eten samen.", "We zingen ook.")

    shown = client.get(pair.english.url).content.decode()

    assert "The Dutch text was changed" in shown
    assert f'href="{pair.original.url}"' in shown
    assert '<p class="older"><span class="older-mark">(older text)</span> We walk' in shown
    assert "<p>We eat together.</p>" in shown
    assert "We zingen ook." not in shown
    # The Dutch page says nothing of it, and the page itself is as it was.
    assert "older" not in client.get(pair.original.url).content.decode()
    assert "older" not in str(pair.english.body)


def test_what_is_older_is_shown_as_text(pair: Pair, client: Client) -> None:
    english = pair.english
    english.summary = "<script>alert(1)</script>"
    english.save_revision().publish()
    pair.say("We eten samen.", "We zingen ook.")

    shown = client.get(english.url).content.decode()

    assert "<script>alert(1)" not in shown
    assert CANARY in shown


def test_a_translation_in_step_costs_its_readers_one_query_and_an_original_none(
    pair: Pair, django_assert_num_queries: Any
) -> None:
    from cms.translations.marking import mark_older

    english, original = pair.english, pair.original
    assert english.locale
    assert original.locale

    with django_assert_num_queries(1):
        mark_older(english)
    with django_assert_num_queries(0):
        mark_older(original)


def test_what_no_language_says_differently_waits_for_nobody(english_home: Any) -> None:
    page = ActivityFactory.create(title="Samen eten", phone="030 100 00 10")
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english_home.locale)
    total, done = progress_of(translation)
    (phone,) = source.stringsegment_set.filter(context__path="phone")

    assert done == 0
    assert total == source.stringsegment_set.exclude(pk=phone.pk).count()
