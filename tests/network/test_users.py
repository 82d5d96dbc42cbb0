"""Accounts by e-mail address."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from cms.models import HomePage
from network.enums import Role
from network.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_one_account_whatever_its_capitals() -> None:
    User.objects.create_user("Lid@schakel.example")

    with pytest.raises(IntegrityError):
        User.objects.create_user("lid@schakel.example")


def test_somebody_signs_in_with_their_address(client: Client) -> None:
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")

    response = client.post(
        reverse("account_login"),
        {"login": "LID@schakel.example", "password": "een-lang-wachtwoord"},
    )

    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_the_answer_to_a_wrong_password_does_not_say_whether_the_address_is_known(
    client: Client,
) -> None:
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")
    answers = [
        client.post(reverse("account_login"), {"login": address, "password": "verkeerd"})
        .context["form"]
        .errors
        for address in ("lid@schakel.example", "niemand@schakel.example")
    ]

    assert answers[0] == answers[1]
    assert answers[0]


def test_nobody_makes_an_account_by_themselves(client: Client) -> None:
    client.post(
        reverse("account_signup"),
        {
            "email": "nieuw@schakel.example",
            "password1": "lang-genoeg-1",
            "password2": "lang-genoeg-1",
        },
    )

    assert not User.objects.exists()


def test_the_admin_sends_people_to_our_own_sign_in_page(client: Client) -> None:
    response = client.get("/admin/")

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_an_administrator_adds_and_renames_an_account(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    client.post(
        reverse("wagtailusers_users:add"),
        {
            "email": "nieuw@schakel.example",
            "name": "Nieuw Lid",
            "password1": "een-lang-wachtwoord",
            "password2": "een-lang-wachtwoord",
        },
    )
    made = User.objects.get(email="nieuw@schakel.example")
    assert made.name == "Nieuw Lid"

    client.post(
        reverse("wagtailusers_users:edit", args=[made.pk]),
        {"email": made.email, "name": "Ander Naam", "is_active": "on"},
    )
    made.refresh_from_db()
    assert made.name == "Ander Naam"


@pytest.mark.parametrize("form", ["add", "edit"])
def test_roles_are_shown_by_name_and_not_by_code(form: str, client: Client, account: Any) -> None:
    administrator = account(Role.ADMINISTRATOR)
    client.force_login(administrator)
    args = [administrator.pk] if form == "edit" else []

    response = client.get(reverse(f"wagtailusers_users:{form}", args=args))

    shown = [label for _group, label in response.context["form"].fields["groups"].choices]
    assert {"Kennisredacteur", "Beheerder"} <= set(shown)
    assert not set(Role.values) & set(shown)


def test_an_administrator_gives_somebody_roles(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    other = User.objects.create_user("lid@schakel.example", name="Lid")
    chosen = Group.objects.filter(name__in=[Role.MEMBER, Role.EDITOR])

    client.post(
        reverse("wagtailusers_users:edit", args=[other.pk]),
        {
            "email": other.email,
            "name": "Lid",
            "is_active": "on",
            "groups": [group.pk for group in chosen],
        },
    )

    assert set(other.groups.all()) == set(chosen)


def test_an_administrator_makes_nobody_a_superuser(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    other = User.objects.create_user("lid@schakel.example", name="Lid")
    password = {"password1": "een-lang-wachtwoord", "password2": "een-lang-wachtwoord"}
    fields = {"name": "Lid", "is_active": "on", "is_superuser": "on"}

    client.post(
        reverse("wagtailusers_users:edit", args=[other.pk]), {**fields, "email": other.email}
    )
    client.post(
        reverse("wagtailusers_users:add"), {**fields, **password, "email": "n@schakel.example"}
    )

    assert User.objects.filter(name="Lid").count() == 2
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_cannot_take_over_a_superuser(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    superuser = User.objects.create_superuser("nood@schakel.example", "een-lang-wachtwoord")

    client.post(
        reverse("wagtailusers_users:edit", args=[superuser.pk]),
        {"email": "anders@schakel.example", "name": "Anders", "is_active": "on"},
    )

    superuser.refresh_from_db()
    assert superuser.email == "nood@schakel.example"


@pytest.mark.parametrize("action", ["set_active_state", "assign_role", "delete"])
def test_an_administrator_changes_no_superuser_from_a_list(
    action: str, client: Client, account: Any
) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    superuser = User.objects.create_superuser("nood@schakel.example", "een-lang-wachtwoord")
    member = account(Role.MEMBER)
    role = Group.objects.get(name=Role.COORDINATOR)
    address = reverse("wagtail_bulk_action", args=["network", "user", action])

    client.post(
        f"{address}?next=/admin/&id={superuser.pk}&id={member.pk}",
        {"mark_as_active": "False", "role": str(role.pk)},
    )

    superuser.refresh_from_db()
    assert superuser.is_active
    assert not superuser.groups.exists()


@pytest.mark.parametrize("by_superuser", [False, True])
def test_whoever_may_change_an_account_changes_it_from_a_list(
    by_superuser: bool, client: Client, account: Any, superuser: User
) -> None:
    """An administrator anybody who is no superuser, and a superuser everybody."""
    if by_superuser:
        client.force_login(superuser)
        changed = User.objects.create_superuser("ander@schakel.example")
    else:
        client.force_login(account(Role.ADMINISTRATOR))
        changed = account(Role.MEMBER)
    address = reverse("wagtail_bulk_action", args=["network", "user", "set_active_state"])

    client.post(f"{address}?next=/admin/&id={changed.pk}", {"mark_as_active": "False"})

    changed.refresh_from_db()
    assert not changed.is_active


@pytest.mark.parametrize("language", ["nl", "en"])
def test_signing_in_and_out_stays_in_the_language_of_the_address(
    language: str, client: Client
) -> None:
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")
    fields = {"login": "lid@schakel.example", "password": "een-lang-wachtwoord"}

    signed_in = client.post(f"/{language}/account/login/", fields)
    signed_out = client.post(f"/{language}/account/logout/")

    assert signed_in.headers["Location"] == f"/{language}/"
    assert signed_out.headers["Location"] == f"/{language}/"


@pytest.mark.parametrize("address", ["/admin/login/", "/nl/_util/login/", "/en/_util/login/"])
def test_there_is_one_place_to_give_a_password(address: str, client: Client) -> None:
    """Wagtail's own forms take passwords without any limit."""
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")

    response = client.post(
        f"{address}?next=/admin/pages/",
        {"username": "lid@schakel.example", "password": "een-lang-wachtwoord"},
    )

    assert response.status_code == 302
    assert "/account/login/?next=/admin/pages/" in response.headers["Location"]
    assert "_auth_user_id" not in client.session


def test_there_is_one_place_to_ask_for_a_new_password(client: Client) -> None:
    response = client.post("/admin/password_reset/", {"email": "lid@schakel.example"})

    assert response.status_code == 302
    assert response.headers["Location"] == reverse("account_reset_password")


def test_a_member_who_tries_the_admin_ends_on_a_page_and_not_in_a_circle(
    home: HomePage, client: Client, account: Any
) -> None:
    client.force_login(account(Role.MEMBER))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == reverse("me")
