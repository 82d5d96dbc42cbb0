"""What the public history holds about somebody, and what stays of it when they leave."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.history.services import noting
from cms.models import HomePage
from cms.privacy.providers import providers
from tests.cms.history.publishing import latest, new_page, publish
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_somebody_gets_what_they_changed_and_what_they_looked_at(home: HomePage) -> None:
    writer, reviewer = UserFactory.create_batch(2)
    page = new_page(home)
    with noting("Nieuw adres", by=writer, reviewed_by=reviewer):
        publish(page, summary="Twee")

    export = providers["page_changes"].export

    assert [each["note"] for each in export(writer)["changes_of_pages"]] == ["Nieuw adres"]
    assert not export(writer)["changes_looked_at"]
    assert [each["note"] for each in export(reviewer)["changes_looked_at"]] == ["Nieuw adres"]


def test_who_left_is_a_participant_of_what_their_organisation_was_called(
    home: HomePage, client: Client
) -> None:
    page, writer = new_page(home), UserFactory.create(name="Weg Gegaan")
    with noting(by=writer, organisation="Boogh"):
        publish(page, summary="Twee")
    writer.delete()
    client.force_login(UserFactory.create())

    shown = client.get(reverse("page_history", args=[page.translation_key])).content.decode()

    assert latest(page).by is None
    assert "Weg Gegaan" not in shown
    assert "een deelnemer van Boogh" in shown
