"""What an organisation changes is right in every language at once."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.editors.lists import lists
from knowledge.models import Activity
from knowledge.own_facts.services import change, undo
from tests.knowledge.own_facts.sending import address, filled, fresh, signed_in

pytestmark = pytest.mark.django_db


def translated(activity: Any) -> Any:
    english = Locale.objects.get(language_code="en")
    source, _made = TranslationSource.get_or_create_from_instance(activity)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=True)
    page = Activity.objects.get(translation_key=activity.translation_key, locale=english)
    page.frequency = "every Tuesday"
    page.save_revision().publish()
    return Activity.objects.get(pk=page.pk)


def test_the_other_language_shows_the_new_words_too(
    activity: Any, speaker: Any, english_home: Any
) -> None:
    english = translated(activity)
    change(
        fresh(activity),
        {"frequency": "elke woensdag", "phone": "1234567"},
        organisation="X",
        by=speaker,
    )
    assert fresh(english).frequency == "elke woensdag"
    assert fresh(english).original.phone == "1234567"


def test_words_that_were_given_in_english_are_kept_as_a_translation(
    activity: Any, speaker: Any, english_home: Any
) -> None:
    english = translated(activity)
    client = signed_in(speaker)
    sent = filled(activity, frequency="elke woensdag") | {
        "frequency_en": "every Wednesday",
        "initial-frequency_en": "every Tuesday",
    }
    client.post(address(activity), sent)
    assert fresh(english).frequency == "every Wednesday"
    assert StringTranslation.objects.filter(data="every Wednesday").exists()
    assert fresh(english).place == "Brugstraat"
    undo(fresh(activity), by=speaker, organisation="X")
    assert fresh(english).frequency == "every Tuesday"


def test_a_translation_that_has_dutch_words_now_is_on_the_list_of_what_is_behind(
    activity: Any, speaker: Any, english_home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    english = translated(activity)
    with django_capture_on_commit_callbacks(execute=True):
        change(fresh(activity), {"frequency": "elke woensdag"}, organisation="X", by=speaker)
    assert english.pk in lists["stale"].pages().values_list("pk", flat=True)
