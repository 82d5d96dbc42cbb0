"""Why an editor changed a page: asked in the admin, told in the history once it is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.models import HomePage, PageChange, PlainPage
from network.enums import Role
from tests.cms.history.publishing import latest, new_page
from tests.factories import ActivityFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> PlainPage:
    return new_page(home)


@pytest.fixture
def editor(client: Client, account: Any) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def save(client: Client, page: PlainPage, note: str, **more: str) -> int:
    data = {
        "title": "Buurtkoken",
        "slug": page.slug,
        "summary": "Anders",
        "change_note": note,
        "body": streamfield([]),
        "source_links": inline_formset([]),
        "comments": inline_formset([]),
    }
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, nested_form_data(data | more)).status_code


def test_an_editor_says_why_while_publishing(page: PlainPage, editor: Client) -> None:
    save(editor, page, "Nieuw adres", **{"action-publish": "1"})

    page.refresh_from_db()
    assert page.summary == "Anders"
    assert latest(page).note == "Nieuw adres"
    assert str(latest(page).by) == "editor@schakel.example"


def test_why_a_draft_was_made_is_told_once_it_is_published(page: PlainPage, editor: Client) -> None:
    save(editor, page, "Nieuw adres")
    assert PageChange.objects.filter(page=page).count() == 1
    reviewer = UserFactory.create()

    PlainPage.objects.get(pk=page.pk).get_latest_revision().publish(
        user=reviewer, skip_permission_checks=True
    )

    assert latest(page).note == "Nieuw adres"


def test_a_note_of_an_earlier_publication_is_not_told_twice(
    page: PlainPage, editor: Client
) -> None:
    save(editor, page, "Nieuw adres", **{"action-publish": "1"})
    PageLogEntry.objects.filter(action="cms.change_note").update(
        timestamp=timezone.now() - timedelta(hours=1)
    )
    save(editor, page, "", summary="Nog anders", **{"action-publish": "1"})

    assert PageChange.objects.filter(page=page).count() == 3
    assert latest(page).note == ""


def test_saving_one_version_over_and_over_keeps_one_note(page: PlainPage) -> None:
    user = UserFactory.create()
    page.change_note = "Nieuw"
    revision = page.save_revision(user=user)
    page.change_note = "Nieuw adres"
    page.save_revision(user=user, overwrite_revision=revision)

    entry = PageLogEntry.objects.get(action="cms.change_note")
    assert entry.data["note"] == "Nieuw adres"


def test_somebody_elses_details_are_asked_about_in_a_note_too(
    page: PlainPage, editor: Client
) -> None:
    asked = save(editor, page, "Mevrouw Jansen, 06 12345678", **{"action-publish": "1"})

    assert asked == 200
    assert PageChange.objects.filter(page=page).count() == 1
    assert not PageLogEntry.objects.filter(action="cms.change_note").exists()


def test_every_page_type_asks_why(home: HomePage, editor: Client) -> None:
    for page in (new_page(home), ActivityFactory()):
        form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert form.count('name="change_note"') == 1
