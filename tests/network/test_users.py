"""Accounts by e-mail address."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

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
