"""The second step: who needs it, how it is set up, and how somebody begins again."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cms.models import HomePage, OutgoingMail
from network.enums import ADMIN_ROLES, Role
from network.models import User
from tests.network.signing_in import (
    CONFIRM,
    KNOWN,
    PASSWORD,
    SIGN_IN,
    is_signed_in,
    mailed_code,
    pass_by,
    second_step,
    totp,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["password", "code"])
def test_whoever_has_a_second_step_is_asked_for_it_whichever_way_they_came(
    way: str, client: Client, member: User
) -> None:
    code = second_step(member)
    if way == "password":
        response = client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    else:
        client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
        response = client.post(CONFIRM, {"code": mailed_code()})

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)

    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_signed_in(client)


def test_a_spare_code_opens_the_door_once(client: Client, member: User) -> None:
    second_step(member)
    spare = RecoveryCodes.activate(member).get_unused_codes()[0]

    for signed_in in (True, False):
        client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": spare})
        assert is_signed_in(client) is signed_in
        client.post("/nl/account/logout/")


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/users/", "/admin/nergens/"]
)
@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_without_a_second_step_nobody_enters_the_admin(
    role: Role, address: str, client: Client, account: Any
) -> None:
    user = account(role)
    Authenticator.objects.all().delete()
    client.force_login(user)

    response = client.get(address)

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("mfa_activate_totp")


def test_a_superuser_needs_a_second_step_too(client: Client, superuser: User) -> None:
    Authenticator.objects.all().delete()
    client.force_login(superuser)

    assert client.get("/admin/").headers["Location"] == reverse("mfa_activate_totp")


def test_the_second_step_can_be_left_out_on_a_machine_of_ones_own(
    client: Client, account: Any, home: HomePage, settings: Any
) -> None:
    settings.ADMIN_NEEDS_SECOND_STEP = False
    user = account(Role.EDITOR)
    Authenticator.objects.all().delete()
    client.force_login(user)

    assert client.get("/admin/").status_code == 200


def test_setting_up_the_second_step_leads_to_spare_codes_and_the_admin(
    client: Client, account: Any, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In a test nothing is committed before the request is over; outside of one it is.
    monkeypatch.setattr(transaction, "on_commit", lambda then: then())
    editor = account(Role.EDITOR)
    Authenticator.objects.all().delete()
    other = Client()
    other.force_login(editor)
    client.post(SIGN_IN, {"login": editor.email, "password": "wachtwoord"})
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    response = client.post(reverse("mfa_activate_totp"), {"code": totp(form.secret)})
    shown = client.get(response.headers["Location"])

    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert len(shown.context["unused_codes"]) == 10
    assert client.get("/admin/").status_code == 200
    # A session that began without it has ended, on the site as well.
    assert other.get("/nl/account/").status_code == 302


def test_with_an_admin_role_the_second_step_stays_on(client: Client, account: Any) -> None:
    client.force_login(_just_signed_in(client, account(Role.EDITOR)))

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.status_code == 200
    assert response.context["form"].errors
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_a_member_switches_it_off_again(client: Client, member: User) -> None:
    second_step(member)
    client.force_login(_just_signed_in(client, member))

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()


def _just_signed_in(client: Client, user: User) -> User:
    """A session in which somebody said a moment ago who they are."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


def test_long_after_signing_in_somebody_says_again_who_they_are(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200

    pass_by(16, monkeypatch)
    response = client.get(reverse("mfa_activate_totp"))

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_an_administrator_lets_somebody_begin_again_who_lost_their_phone(
    client: Client, account: Any
) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    editor = account(Role.EDITOR)
    theirs = Client()
    theirs.force_login(editor)
    address = reverse("second_step_off", args=[editor.pk])
    assert address in client.get(reverse("wagtailusers_users:index")).content.decode()
    assert client.get(address).status_code == 200

    client.post(address)

    assert not Authenticator.objects.filter(user=editor).exists()
    assert theirs.get("/nl/account/").status_code == 302
    assert OutgoingMail.objects.get().to == editor.email


@pytest.mark.parametrize("whose", ["own", "superuser"])
def test_nobody_switches_off_their_own_second_step_or_that_of_a_superuser(
    whose: str, client: Client, account: Any, superuser: User
) -> None:
    administrator = account(Role.ADMINISTRATOR)
    client.force_login(administrator)
    target = administrator if whose == "own" else superuser

    client.post(reverse("second_step_off", args=[target.pk]))

    assert Authenticator.objects.filter(user=target).exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.EDITOR, Role.COORDINATOR])
def test_only_administrators_switch_off_somebodys_second_step(
    role: Role, client: Client, account: Any
) -> None:
    other = account(Role.TRANSLATOR)
    client.force_login(account(role))

    client.post(reverse("second_step_off", args=[other.pk]))

    assert Authenticator.objects.filter(user=other).exists()
