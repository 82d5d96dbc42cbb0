"""The account that passes every check leaves a trace, and administrators hear of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import HomePage, Notice, OutgoingMail
from cms.privacy.providers import providers
from network.enums import Role
from network.models import EmergencyAccess, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(client: Client, superuser: User) -> Client:
    """A session of the emergency account; that it signed in is not counted."""
    client.force_login(superuser)
    EmergencyAccess.objects.all().delete()
    return client


def trail() -> list[tuple[str, str]]:
    return list(EmergencyAccess.objects.order_by("pk").values_list("method", "path"))


def test_what_a_superuser_opens_in_the_admin_is_written_down(used: Client, home: HomePage) -> None:
    used.get("/admin/")
    used.get("/admin/reports/site-history/?page=1")

    assert trail() == [("GET", "/admin/"), ("GET", "/admin/reports/site-history/")]


def test_what_a_superuser_changes_anywhere_is_written_down(used: Client) -> None:
    used.post(reverse("sign_out_everywhere"))

    assert trail() == [("POST", reverse("sign_out_everywhere"))]


def test_also_what_fails_is_written_down(used: Client) -> None:
    used.post("/nl/bestaat-niet/", {"a": "b"})

    assert trail() == [("POST", "/nl/bestaat-niet/")]


def test_reading_the_site_as_everybody_does_leaves_no_trace(used: Client, home: HomePage) -> None:
    used.get("/nl/")

    assert trail() == []


def test_what_others_do_leaves_no_trace(client: Client, account: Any, home: HomePage) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    client.get("/admin/")
    client.post("/nl/account/logout/")

    assert trail() == []


def test_the_trace_holds_nothing_of_what_was_asked_or_sent(used: Client) -> None:
    used.post("/nl/bestaat-niet/?q=geheim", {"name": "geheim"})

    assert "geheim" not in str(list(EmergencyAccess.objects.values()))


def test_administrators_hear_at_once_that_a_superuser_signed_in(
    client: Client, account: Any, superuser: User
) -> None:
    administrator, _other = account(Role.ADMINISTRATOR), account(Role.EDITOR)

    client.force_login(superuser)

    assert EmergencyAccess.objects.get().user == superuser
    mail = OutgoingMail.objects.get()
    assert mail.recipient == administrator
    assert "/nl/rollen/noodtoegang/" in mail.text
    assert superuser.email not in mail.text
    assert Notice.objects.get().recipient == administrator


def test_administrators_and_nobody_else_see_the_trail(
    client: Client, account: Any, used: Client, home: HomePage
) -> None:
    used.get("/admin/")
    seen = {}
    for role in Role:
        viewer = Client()
        viewer.force_login(account(role))
        seen[role] = viewer.get(reverse("emergency_access")).status_code

    assert seen == {role: 200 if role == Role.ADMINISTRATOR else 404 for role in Role}


def test_the_trail_reads_as_sentences(client: Client, account: Any, superuser: User) -> None:
    EmergencyAccess.objects.create(user=superuser, method="GET", path="/admin/users/")
    EmergencyAccess.objects.create(user=None, method="POST", path="/admin/pages/3/edit/")
    client.force_login(account(Role.ADMINISTRATOR))

    page = client.get(reverse("emergency_access")).content.decode()

    assert page.index("/admin/pages/3/edit/") < page.index("/admin/users/")


def test_after_a_year_a_trace_is_removed(superuser: User) -> None:
    now = timezone.now()
    for days in (364, 366):
        at = now - timedelta(days=days)
        EmergencyAccess.objects.create(user=superuser, method="GET", path=f"/{days}/", at=at)
    minimise = providers["network_access"].minimise

    assert [each.count for each in minimise(now, True)] == [1]
    assert EmergencyAccess.objects.count() == 2
    minimise(now, False)

    assert trail() == [("GET", "/364/")]
