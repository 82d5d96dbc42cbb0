"""An editor's preview asks what is hard to read or to use; a visitor's page carries none of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from network.enums import Role
from tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db


def test_only_a_preview_carries_the_checker(home: Any, account: Any) -> None:
    page = ActivityFactory(title="Koffie")
    client = Client()
    client.force_login(account(Role.EDITOR))
    page.save_revision()
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "wagtail-userbar" in preview.content.decode()
    assert "wagtail-userbar" not in client.get(page.get_url()).content.decode()
