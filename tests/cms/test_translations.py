"""What wagtail-localize leaves open is answered here."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, Workflow, WorkflowPage
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object, translate_page_subtree

from cms.models import HomePage, PlainPage
from network.enums import Role

pytestmark = pytest.mark.django_db


def translate_everything(translation: Translation) -> None:
    for segment in translation.source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"English {segment.order}",
        )


@pytest.fixture
def translation(english_home: HomePage) -> Translation:
    """A page with two texts, sent to be translated, nothing translated yet."""
    page = english_home.original.add_child(
        instance=PlainPage(title="Over ons", slug="over-ons", summary="Wat we doen.")
    )
    source, _created = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    made = Translation.objects.create(source=source, target_locale=english_home.locale)
    made.save_target(publish=False)
    return made


def target_of(translation: Translation) -> Page:
    return Page.objects.get(
        translation_key=translation.source.object_id, locale=translation.target_locale
    )


def test_a_translated_subtree_can_be_reached_and_the_tree_is_sound(
    english_home: HomePage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    parent = english_home.original.add_child(instance=PlainPage(title="Ouder", slug="ouder"))
    child = parent.add_child(instance=PlainPage(title="Kind", slug="kind"))
    english = Locale.objects.get(language_code="en")

    with django_capture_on_commit_callbacks(execute=True):
        translate_object(parent, [english])
        translate_page_subtree(parent.pk, [english], None, None)
    for page in Page.objects.filter(locale=english, depth__gt=2).order_by("depth"):
        page.specific.save_revision().publish()

    # (bad characters, bad paths, orphans, wrong depths, wrong child counts)
    assert not any(Page.find_problems())
    assert client.get(child.get_translation(english).url).status_code == 200


def test_a_child_count_that_went_wrong_is_put_right_at_the_next_publication(
    home: HomePage,
) -> None:
    page = home.add_child(instance=PlainPage(title="Pagina", slug="pagina"))
    Page.objects.filter(pk=home.pk).update(numchild=0)

    page.save_revision().publish()

    home.refresh_from_db()
    assert home.numchild == 1


def test_a_translation_with_untranslated_texts_is_not_published(
    translation: Translation, admin_client: Client
) -> None:
    page = target_of(translation)

    response = admin_client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"}, follow=True
    )

    said = [str(message) for message in response.context["messages"]]
    assert len(said) == 1
    assert said[0].startswith("3 van de 3 teksten zijn nog niet vertaald. Er is niets gepubliceerd")
    page.refresh_from_db()
    assert not page.live


def test_a_complete_translation_is_published(
    translation: Translation, admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    translate_everything(translation)
    page = target_of(translation)

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})

    page.refresh_from_db()
    assert page.live


def test_a_translator_sends_a_translation_to_the_reviewers(
    translation: Translation, client: Client, account: Any
) -> None:
    translate_everything(translation)
    page = target_of(translation)
    WorkflowPage.objects.get_or_create(
        page=Page.objects.get(depth=1), defaults={"workflow": Workflow.objects.earliest("pk")}
    )
    client.force_login(account(Role.TRANSLATOR))
    url = reverse("submit_translation", args=[page.pk])

    assert client.get(url).status_code == 200
    client.post(url)

    assert page.current_workflow_state is not None
    page.refresh_from_db()
    assert not page.live


def test_what_is_sent_to_the_reviewers_does_not_change_what_is_live(
    translation: Translation,
    client: Client,
    account: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    translate_everything(translation)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    page = target_of(translation)
    live_title = page.title
    StringTranslation.objects.filter(data=live_title).update(data="Not reviewed yet")
    client.force_login(account(Role.TRANSLATOR))

    client.post(reverse("submit_translation", args=[page.pk]))

    page.refresh_from_db()
    assert page.current_workflow_state is not None
    assert (page.title, page.live) == (live_title, True)
    assert page.get_latest_revision_as_object().title == "Not reviewed yet"


def test_an_incomplete_translation_is_not_sent_and_keeps_what_was_translated(
    translation: Translation, client: Client, account: Any
) -> None:
    page = target_of(translation)
    client.force_login(account(Role.TRANSLATOR))

    client.post(reverse("submit_translation", args=[page.pk]))

    assert page.current_workflow_state is None


def test_a_member_cannot_send_a_translation(
    translation: Translation, client: Client, account: Any
) -> None:
    client.force_login(account(Role.MEMBER))

    response = client.post(reverse("submit_translation", args=[target_of(translation).pk]))

    assert response.status_code in {302, 403}
    assert target_of(translation).current_workflow_state is None


@pytest.mark.parametrize("from_above", [False, True])
def test_a_translation_with_untranslated_texts_is_not_published_from_a_list_either(
    from_above: bool, translation: Translation, admin_client: Client
) -> None:
    page = target_of(translation)
    chosen = page.get_parent() if from_above else page
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    admin_client.post(
        f"{address}?next=/admin/&id={chosen.pk}",
        {"include_descendants": "on" if from_above else ""},
    )

    page.refresh_from_db()
    assert not page.live


@pytest.mark.parametrize("complete", [False, True])
def test_bringing_translations_up_to_date_publishes_only_what_is_translated(
    complete: bool,
    translation: Translation,
    admin_client: Client,
    django_capture_on_commit_callbacks: Any,
) -> None:
    if complete:
        translate_everything(translation)
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(address, {"publish_translations": "on"}, follow=True)

    assert target_of(translation).live is complete
    assert ("nog niet vertaald" in response.content.decode()) is not complete


def test_bringing_translations_up_to_date_leaves_the_live_page_as_it_was(
    translation: Translation, admin_client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    translate_everything(translation)
    translation.save_target(publish=True)
    original: Any = translation.source.get_source_instance()
    original.title = "Wie wij zijn"
    original.save_revision().publish()
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])

    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address, {"publish_translations": "on"})

    assert target_of(translation).title.startswith("English")
    assert translation.get_progress() == (3, 2)
