"""What somebody with bad intentions tries: nothing of it comes through."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import HomePage, OutgoingMail
from network.enums import Role
from network.models import EmergencyAccess, Member, User
from network.permissions import BEHIND_SECOND_STEP
from tests.permissions.checks import views_with_a_need

pytestmark = pytest.mark.django_db

EVIL = "evil.example"


def ask_to_join(**more: str) -> OutgoingMail:
    data = {
        "name": "Noor de Vries",
        "email": "doelwit@schakel.example",
        "organisation": "",
        "sentence": "Ik wil meedoen.",
    }
    response = Client().post(reverse("join"), data | more)
    assert response.status_code == 302
    return OutgoingMail.objects.latest("pk")


@pytest.mark.parametrize(
    "name",
    [
        f"win een fiets op https://{EVIL}/fiets",
        f"win een fiets op {EVIL}",
        f"u bent gehackt, mail hulp@{EVIL}",
        f"Noor\r\nBcc: anderen@{EVIL}",
        f"Noor\n\nBetaal meteen op {EVIL}",
    ],
)
def test_nobody_has_us_mail_their_message_to_an_address_of_their_choice(
    home: HomePage, name: str
) -> None:
    """The mail goes to an address that nobody confirmed, so it holds nothing that was typed."""
    mail = ask_to_join(name=name, organisation=EVIL, sentence=f"Klik op https://{EVIL}/")

    assert mail.to == "doelwit@schakel.example"
    assert EVIL not in f"{mail.subject}{mail.text}{mail.html}{mail.headers}"


@pytest.mark.parametrize("name", ["Noor de Vries", "J. van 't Hof-Özdemir", "Zoë", "D’Artagnan"])
def test_what_looks_like_a_name_is_greeted_by_it(home: HomePage, name: str) -> None:
    assert f"Hallo {name}," in ask_to_join(name=name).text


@pytest.mark.parametrize("name", ["desk", "applications", "export_members", "import_members"])
def test_a_superuser_who_looks_at_the_desk_leaves_a_trace(
    home: HomePage, name: str, admin_client: Client
) -> None:
    assert admin_client.get(reverse(name)).status_code == 200

    assert EmergencyAccess.objects.filter(path=reverse(name), method="GET").exists()


def test_what_only_members_see_leaves_one_too_and_what_all_read_leaves_none(
    home: HomePage, admin_client: Client
) -> None:
    admin_client.get(home.get_url())
    admin_client.get(reverse("directory"))

    paths = EmergencyAccess.objects.filter(method="GET").values_list("path", flat=True)
    assert list(paths) == [reverse("directory")]


def test_no_browser_keeps_what_is_only_for_some(
    home: HomePage, client: Client, account: Any
) -> None:
    """On a shared computer the way back after signing out shows nothing."""
    client.force_login(account(Role.ADMINISTRATOR))
    # Whatever takes no arguments can be asked for; the others have the same decorator.
    names = {
        pattern.name
        for pattern in views_with_a_need()
        if pattern.name and not pattern.pattern.regex.groups
    }
    kept, shown = [], 0
    for name in sorted(names):
        response = client.get(reverse(name))
        cached = "no-store" not in response.headers.get("Cache-Control", "")
        if response.status_code == 200 and cached:
            kept.append(name)
        shown += response.status_code == 200

    assert shown > 15
    assert kept == []


def test_every_address_behind_the_second_step_says_so(db: None) -> None:
    found = {getattr(pattern.callback, "permission", "") for pattern in views_with_a_need()}

    assert found >= BEHIND_SECOND_STEP


MARK = "<img src=x onerror=alert(1)>"


def test_a_name_is_never_run_as_html(home: HomePage, account: Any) -> None:
    member: Any = account(Role.MEMBER)
    User.objects.filter(pk=member.pk).update(name=MARK)
    place = Member.objects.create(user=member, introduction=MARK)
    coordinator = Client()
    coordinator.force_login(account(Role.COORDINATOR))
    Client().post(
        reverse("join"),
        {"name": MARK, "email": "x@schakel.example", "organisation": MARK, "sentence": MARK},
    )

    for address in (
        reverse("directory"),
        reverse("directory_member", args=[place.pk]),
        reverse("applications"),
        reverse("desk"),
    ):
        body = coordinator.get(address).content.decode()
        assert "onerror" in body, address
        assert MARK not in body, address
    for mail in OutgoingMail.objects.all():
        assert MARK not in mail.html


@pytest.mark.parametrize(
    "name", ["profile", "leave", "sign_out_everywhere", "my_messages", "pledges", "join"]
)
def test_a_form_of_another_site_does_nothing(home: HomePage, name: str, account: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account(Role.MEMBER))

    assert client.post(reverse(name), {"sure": "on"}).status_code == 403
    assert User.objects.count() == 1
