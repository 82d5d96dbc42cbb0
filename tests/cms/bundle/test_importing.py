"""An import makes the database say what the files say: all of it, once, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, Page, PageLogEntry, Revision, Site
from wagtail_localize.models import StringTranslation, Translation

from cms.blocks import PROSE_WITH_HEADINGS
from cms.bundle import import_bundle
from cms.bundle.names import page_key
from cms.models import ContactPoint, HomePage, NavigationSettings, PageCare, PlainPage, SiteImage
from knowledge.models import Activity, ActivityIndex, Lesson, Practice
from tests.cms.bundle.database import everything, page

Edit = Callable[[str, str, str], None]
pytestmark = pytest.mark.django_db


def test_the_home_page_replaces_the_welcome_page(imported: Path) -> None:
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == page(HomePage, "home", "home")
    assert set(Page.objects.filter(depth=2).values_list("slug", flat=True)) == {"home", "home-en"}


def test_a_page_carries_what_its_file_says(imported: Path) -> None:
    activity = page(Activity, "activity", "moestuin")
    assert (activity.title, activity.slug, activity.live) == (
        "Moestuin aan de kade",
        "samen-tuinieren",
        True,
    )
    assert activity.gradations == ["prevention", "mild"]
    assert activity.started == "2019-04"
    assert [place.code for place in activity.neighbourhoods.order_by("code")] == ["haven", "oost"]
    assert activity.source_links.get().reference == "blz. 4"
    assert not activity.has_unpublished_changes


def test_links_to_pages_of_the_same_bundle_lead_there(imported: Path) -> None:
    activity = page(Activity, "activity", "moestuin")
    body = page(HomePage, "home", "home").body.get_prep_value()
    assert f'<a linktype="page" id="{activity.pk}">' in body[0]["value"]
    lesson = page(Lesson, "lesson", "laag-hek")
    assert lesson.learned_from_id == page(Practice, "practice", "tuinhek").pk
    assert lesson.activity_links.get().activity == activity


def test_importing_twice_changes_nothing(imported: Path) -> None:
    before = everything()
    result = import_bundle(imported)
    after = everything()
    assert {name for name in before if before[name] != after[name]} == set()
    assert (result.created, result.changed, result.translated, result.rows) == (0, 0, 0, 0)


def test_only_the_page_that_changed_gets_a_revision(imported: Path, edit: Edit) -> None:
    before = Revision.objects.count()
    edit("lessons/regen.nl.md", "Bij regen komt er niemand", "Bij regen komt er bijna niemand")
    result = import_bundle(imported)
    assert (result.created, result.changed, result.translated) == (0, 1, 0)
    assert Revision.objects.count() == before + 1
    mirrored = page(Lesson, "lesson", "regen", "en")
    assert mirrored.title == "Bij regen komt er bijna niemand"


def test_the_tree_is_sound_and_children_answer_in_both_languages(
    imported: Path, client: Client
) -> None:
    assert not any(Page.find_problems())
    for language in ("nl", "en"):
        child = page(PlainPage, "page", "zorgen", language)
        assert child.get_parent().numchild == 1
        assert client.get(child.get_url()).status_code == 200


def test_a_translation_is_known_sentence_by_sentence(imported: Path) -> None:
    translations = Translation.objects.filter(source__specific_content_type__app_label="cms")
    for translation in translations.filter(source__specific_content_type__model="plainpage"):
        total, done = translation.get_progress()
        assert (total, total) == (total, done)
        assert total > 0
    sentence = StringTranslation.objects.get(data="Saw the fence off.")
    assert sentence.translation_of.data == "Zaag het hek af."
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_the_english_page_says_what_the_english_file_says(imported: Path) -> None:
    english = page(PlainPage, "page", "over-ons", "en")
    dutch = page(PlainPage, "page", "over-ons")
    assert (english.title, english.slug, english.alias_of, english.live) == (
        "About us",
        "about-us",
        None,
        True,
    )
    ids = [[block["id"] for block in each.body.get_prep_value()] for each in (dutch, english)]
    assert ids[0] == ids[1]
    assert "It is easier to talk while weeding." in str(english.body)
    assert "link" not in page(Practice, "practice", "tuinhek", "en").title


def test_untranslated_pages_are_mirrored_and_replaced_when_a_translation_arrives(
    imported: Path,
) -> None:
    mirrored = page(Lesson, "lesson", "regen", "en")
    assert mirrored.alias_of == page(Lesson, "lesson", "regen").page_ptr
    (imported / "lessons" / "regen.en.md").write_text(
        "---\ntitle: Nobody comes when it rains\nslug: rain\n---\n"
    )
    import_bundle(imported)
    translated = page(Lesson, "lesson", "regen", "en")
    assert (translated.pk, translated.alias_of) == (mirrored.pk, None)
    assert (translated.title, translated.slug) == ("Nobody comes when it rains", "rain")
    assert not any(Page.find_problems())


def test_a_changed_original_takes_its_facts_to_the_translation(imported: Path, edit: Edit) -> None:
    edit("activities/moestuin.nl.md", "Trek oude schoenen aan.", "Trek laarzen aan.")
    edit("activities/moestuin.en.md", "Wear old shoes.", "Wear boots.")
    result = import_bundle(imported)
    assert (result.changed, result.translated) == (1, 1)
    assert "Wear boots." in str(page(Activity, "activity", "moestuin", "en").body)


def test_a_translation_stays_beside_the_sentence_it_translates(imported: Path, edit: Edit) -> None:
    edit("practices/tuinhek.nl.md", "Zaag het hek af.", "Zaag het hek doormidden.")
    import_bundle(imported)
    dutch = StringTranslation.objects.filter(data="Saw the fence off.")
    assert "Zaag het hek doormidden." in {each.translation_of.data for each in dutch}
    assert all(
        total == done
        for total, done in (
            each.get_progress()
            for each in Translation.objects.filter(source__object_repr__startswith="Een hek")
        )
    )


def test_pages_stand_in_the_order_of_their_files(imported: Path, edit: Edit) -> None:
    home = page(HomePage, "home", "home")
    first = [child.title for child in home.get_children()][:2]
    assert first == ["Over ons", "Aparte plannen"]
    edit("pages/plannen.nl.md", "order: 2", "order: 0")
    import_bundle(imported)
    home = page(HomePage, "home", "home")
    assert [child.title for child in home.get_children()][:2] == ["Aparte plannen", "Over ons"]
    assert not any(Page.find_problems())


def test_what_is_not_published_stays_a_draft(imported: Path, edit: Edit) -> None:
    assert not page(PlainPage, "page", "plannen").live
    assert not page(PlainPage, "page", "plannen", "en").live
    edit("pages/plannen.nl.md", "published: false\n", "")
    import_bundle(imported)
    assert page(PlainPage, "page", "plannen").live


def test_care_picture_and_settings_come_along(imported: Path) -> None:
    care = PageCare.objects.get(translation_key=page_key("page", "over-ons"))
    assert (str(care.review_on), care.last_confirmed_by) == ("2027-03-01", "Volkstuin")
    assert care.interval_months == 6
    assert (SiteImage.objects.get().title, SiteImage.objects.get().width) == ("tuin", 4)
    navigation = NavigationSettings.for_site(Site.objects.get(is_default_site=True))
    assert navigation.worry_page.specific == page(PlainPage, "page", "zorgen")
    english = ContactPoint.objects.get(locale__language_code="en")
    assert (english.name, english.phone) == ("The greenhouse", "030 100 00 99")


def test_stored_text_survives_the_editor(imported: Path) -> None:
    converter = ContentstateConverter(features=PROSE_WITH_HEADINGS)
    stored = [
        block["value"]
        for each in (page(PlainPage, "page", "over-ons"), page(HomePage, "home", "home"))
        for block in each.body.get_prep_value()
        if block["type"] == "text"
    ]
    assert len(stored) == 3
    for html in stored:
        edited = converter.to_database_format(converter.from_database_format(html))
        assert _without_keys(edited) == html


def _without_keys(html: str) -> str:
    import re

    return re.sub(r' data-block-key="\w+"', "", html)


def test_locales_are_made_and_later_pages_are_mirrored(imported: Path) -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"nl", "en"}
    english = page(ActivityIndex, "index", "activities", "en")
    assert english.get_children().count() == 2
    assert PageLogEntry.objects.filter(action="wagtail.publish").exists()
