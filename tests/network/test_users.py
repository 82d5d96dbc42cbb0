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
