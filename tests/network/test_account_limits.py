"""How often somebody may try, and that no answer tells who takes part."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import OutgoingMail
from network.models import User
from tests.network.signing_in import (
    CONFIRM,
    KNOWN,
    PASSWORD,
    SIGN_IN,
    UNKNOWN,
    body,
    second_step,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("where", "field", "more"),
    [
        (SIGN_IN, "login", {"password": "verkeerd"}),
        (SIGN_IN, "login", {"by": "code"}),
        ("/nl/account/login/code/", "email", {}),
        ("/nl/account/password/reset/", "email", {}),
    ],
    ids=["password", "code", "code-page", "reset"],
)
def test_the_answer_is_the_same_for_known_and_unknown_addresses(
    where: str, field: str, more: dict[str, str], member: User
) -> None:
    seen = []
    for address in (KNOWN, UNKNOWN):
        client, mails = Client(), OutgoingMail.objects.count()
        response = client.post(where, {field: address, **more})
        followed = client.get(response.headers["Location"]) if response.status_code == 302 else None
        seen.append(
            (
                response.status_code,
                response.headers.get("Location"),
                body(response, address),
                followed and body(followed, address),
                # As much work for one as for the other: a mail goes out, or to neither.
                OutgoingMail.objects.count() - mails,
            )
        )

    assert seen[0] == seen[1]


def test_a_wrong_code_gets_the_same_answer_for_known_and_unknown_addresses(member: User) -> None:
    seen = []
    for address in (KNOWN, UNKNOWN):
        client = Client()
        client.post(SIGN_IN, {"login": address, "by": "code"})
        seen.append(
            [body(client.post(CONFIRM, {"code": code}), address) for code in ("1", "", "2")]
        )

    assert seen[0] == seen[1]


def test_an_unknown_address_costs_as_many_hashes_as_a_wrong_password(
    client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is what takes long: somebody with a watch sees no difference either."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counted: list[int] = [0]
    encode = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        counted[0] += 1
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    without_password = User.objects.create_user("zonder@schakel.example")
    hashes = []
    for address in (KNOWN, UNKNOWN, without_password.email):
        counted[0] = 0
        client.post(SIGN_IN, {"login": address, "password": "verkeerd"})
        hashes.append(counted[0])

    assert hashes[0] > 0
    assert len(set(hashes)) == 1


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
@pytest.mark.parametrize(
    ("where", "field", "more", "allowed"),
    [
        (SIGN_IN, "login", {"password": "verkeerd"}, 5),
        (SIGN_IN, "login", {"by": "code"}, 5),
        ("/nl/account/login/code/", "email", {}, 5),
        ("/nl/account/password/reset/", "email", {}, 5),
    ],
    ids=["password", "code", "code-page", "reset"],
)
def test_too_many_tries_for_one_account_are_refused_from_anywhere(
    where: str, field: str, more: dict[str, str], allowed: int, address: str, member: User
) -> None:
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(where, {field: address, **more})
        for number in range(allowed + 1)
    ]

    assert [answer.status_code == 429 for answer in answers] == [False] * allowed + [True]
    assert "Dat was te vaak" in answers[-1].content.decode() or "too often" in str(
        answers[-1].content
    )


def test_too_many_tries_from_one_address_are_refused_for_any_account(member: User) -> None:
    answers = [
        Client().post(SIGN_IN, {"login": f"{number}@schakel.example", "password": "x"}).status_code
        for number in range(11)
    ]

    assert answers == [200] * 10 + [429]


def test_guessing_the_second_step_is_limited(client: Client, member: User) -> None:
    second_step(member)
    client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})

    answers = [
        client.post(reverse("mfa_authenticate"), {"code": "000"}).status_code for _try in range(6)
    ]

    assert answers == [200] * 5 + [429]
