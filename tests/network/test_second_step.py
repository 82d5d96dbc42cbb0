"""The second step on the site: what asks for it besides the admin, and that a code works once."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from rules.permissions import permissions

from cms.models import HomePage
from network.enums import ADMIN_ROLES, Role
from network.exceptions import NetworkError
from network.models import User
from network.permissions import BEHIND_SECOND_STEP
from network.second_step import SecondStepError
from network.services.roles import RoleError
from tests.network.signing_in import SIGN_IN, is_signed_in

pytestmark = pytest.mark.django_db

DESK = (
    *("desk", "applications", "undelivered_mail", "export_members", "export_organisations"),
    *("import_members", "import_organisations"),
)


@pytest.fixture
def without_second_step(account: Any) -> Any:
    """A function that signs somebody in who has a role and no second step."""

    def sign_in(role: Role) -> Client:
        user = account(role)
        Authenticator.objects.filter(user=user).delete()
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize("name", DESK)
def test_the_desk_of_the_coordinator_asks_for_it(name: str, without_second_step: Any) -> None:
    client = without_second_step(Role.COORDINATOR)

    for response in client.get(reverse(name)), client.post(reverse(name), {"form": "csv"}):
        assert response.headers["Location"] == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", ["roles_review", "emergency_access", "export_members"])
def test_reviewing_roles_and_tables_ask_it_of_an_administrator(
    name: str, without_second_step: Any
) -> None:
    response = without_second_step(Role.ADMINISTRATOR).get(reverse(name))

    assert response.headers["Location"] == reverse("mfa_activate_totp")


def test_who_may_not_see_it_at_all_is_not_told_about_it(
    home: HomePage, without_second_step: Any
) -> None:
    assert without_second_step(Role.EDITOR).get(reverse("desk")).status_code == 404


def test_what_is_their_own_asks_nobody_for_it(home: HomePage, without_second_step: Any) -> None:
    client = without_second_step(Role.COORDINATOR)

    for name in "me", "my_data", "account_security":
        assert client.get(reverse(name)).status_code == 200


def test_on_a_machine_of_ones_own_the_desk_opens_without(
    home: HomePage, without_second_step: Any, settings: Any
) -> None:
    settings.ADMIN_NEEDS_SECOND_STEP = False

    assert without_second_step(Role.COORDINATOR).get(reverse("desk")).status_code == 200


# About one coalition, update, call, action or event, of which some is a member's own: no view names
# these rules, so no middleware stands before them, and each asks for the second step itself.
ASK_FOR_IT_THEMSELVES = {
    "coalitions.read_all",
    "coalitions.manage",
    "coalitions.appoint",
    "coalitions.post_update",
    "coalitions.post_for_lead",
    "coalitions.change_update",
    "coalitions.keep_call",
    "coalitions.take_away_answer",
    "coalitions.hand_out_action",
    "coalitions.move_action",
    "events.add",
    "events.manage",
    "events.publish",
    "events.see_registrations",
    "events.write_session_report",
    "events.move_promise",
    "events.see_figures",
    "cms.confirm_page",
    "cms.resolve_comment",
    "cms.restore_page",
    "cms.take_away_comment",
    "knowledge.handle_check",
    "knowledge.undo_own_facts",
    "knowledge.withdraw_trial",
}


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_what_asks_for_it_itself_gives_nothing_without(role: Role, db: None) -> None:
    user = User.objects.create_user("zonder@schakel.example", "wachtwoord")
    user.groups.add(Group.objects.get(name=role.value))

    assert {name for name in ASK_FOR_IT_THEMSELVES if user.has_perm(name)} == set()


def test_every_rule_for_the_few_is_behind_it(account: Any) -> None:
    """A new rule that gives more than a member has needs `add_desk_perm`, or a line above."""
    member, coordinator, administrator = (
        account(role) for role in (Role.MEMBER, Role.COORDINATOR, Role.ADMINISTRATOR)
    )
    for_few = {
        name
        for name in permissions
        if not member.has_perm(name)
        and (coordinator.has_perm(name) or administrator.has_perm(name))
    }

    assert for_few - ASK_FOR_IT_THEMSELVES == BEHIND_SECOND_STEP
    assert for_few >= ASK_FOR_IT_THEMSELVES


# A code works once.


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """A clock that stands at the beginning of a period until somebody moves it."""
    now = {"at": time.time() // 30 * 30}
    monkeypatch.setattr(time, "time", lambda: now["at"])
    return now


@pytest.fixture
def secret(db: None) -> str:
    user: User = User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")
    made: str = generate_totp_secret()
    TOTP.activate(user, made)
    return made


def _enter(code: str) -> bool:
    client = Client()
    client.post(SIGN_IN, {"login": "lid@schakel.example", "password": "een-lang-wachtwoord"})
    client.post(reverse("mfa_authenticate"), {"code": code})
    return is_signed_in(client)


def test_a_code_that_was_used_opens_nothing_for_as_long_as_it_is_valid(
    secret: str, clock: dict[str, float]
) -> None:
    # That of the next period: a clock that is fast. It stays valid for a minute and a half.
    code = format_hotp_value(hotp_value(secret, int(clock["at"]) // 30 + 1))

    assert _enter(code)
    for _period in range(2):
        clock["at"] += 30
        assert not _enter(code)
        assert not _enter(f" {code[:3]} {code[3:]} ")
    # The control: it is only because it was used that it does not work.
    cache.clear()
    assert _enter(code)


def test_the_code_that_set_it_up_does_not_sign_in_as_well(
    client: Client, clock: dict[str, float]
) -> None:
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")
    client.post(SIGN_IN, {"login": "lid@schakel.example", "password": "een-lang-wachtwoord"})
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    code = format_hotp_value(hotp_value(form.secret, int(clock["at"]) // 30))
    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    assert not _enter(code)


@pytest.mark.parametrize("error", [RoleError, SecondStepError])
def test_whatever_goes_wrong_in_the_network_is_caught_in_one_way(error: type[Exception]) -> None:
    assert issubclass(error, NetworkError)
