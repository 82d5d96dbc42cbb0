"""Signing in: with a password or a code by mail, and where somebody goes next."""

import re
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from cms.models import OutgoingMail
from network.models import User
from tests.network.signing_in import (
    CONFIRM,
    KNOWN,
    PASSWORD,
    SIGN_IN,
    body,
    is_signed_in,
    mailed_code,
    pass_by,
    second_step,
)

pytestmark = pytest.mark.django_db


def test_the_page_offers_a_password_and_a_code_side_by_side(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()

    buttons = re.findall(r'<button class="button"[^>]*>', page)
    # The first one searches.
    assert len(buttons) == 3
    assert 'name="by"' in buttons[2]


@pytest.mark.parametrize("filled_in", ["", "iets-van-de-browser"])
def test_a_code_by_mail_signs_somebody_in(filled_in: str, client: Client, member: User) -> None:
    """Also with a password that the browser filled in."""
    client.post(SIGN_IN, {"login": KNOWN, "password": filled_in, "by": "code"})
    client.post(CONFIRM, {"code": mailed_code()})

    assert client.session["_auth_user_id"] == str(member.pk)


def test_an_empty_password_asks_for_a_code(client: Client, member: User) -> None:
    response = client.post(SIGN_IN, {"login": KNOWN, "password": ""})

    assert response.headers["Location"] == CONFIRM
    assert OutgoingMail.objects.get().to == KNOWN


def test_a_code_works_once_and_a_wrong_one_does_not(client: Client, member: User) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    code = mailed_code()
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    client.post(CONFIRM, {"code": wrong})
    assert not is_signed_in(client)

    client.post(CONFIRM, {"code": code})
    assert is_signed_in(client)

    client.post("/nl/account/logout/")
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (16, False)])
def test_a_code_works_for_a_quarter_of_an_hour(
    minutes: int, works: bool, client: Client, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    pass_by(minutes, monkeypatch)

    client.post(CONFIRM, {"code": mailed_code()})

    assert is_signed_in(client) is works


def test_who_has_no_password_signs_in_with_a_code_and_may_choose_one(client: Client) -> None:
    User.objects.create_user(KNOWN)
    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    client.post(CONFIRM, {"code": mailed_code()})

    response = client.post(
        reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD}
    )

    assert response.headers["Location"] == reverse("account_security")
    assert User.objects.get().check_password(PASSWORD)
    assert client.get("/nl/account/").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "///evil.example",
        "\thttps://evil.example",
    ],
)
@pytest.mark.parametrize("way", ["password", "code", "second step"])
def test_nobody_is_sent_elsewhere_after_signing_in(
    way: str, target: str, client: Client, member: User
) -> None:
    where = f"{SIGN_IN}?next={quote(target)}"
    step = second_step(member) if way == "second step" else ""
    if way == "code":
        client.post(where, {"login": KNOWN, "by": "code", "next": target})
        response = client.post(
            f"{CONFIRM}?next={quote(target)}", {"code": mailed_code(), "next": target}
        )
    else:
        response = client.post(where, {"login": KNOWN, "password": PASSWORD, "next": target})
    if step:
        response = client.post(reverse("mfa_authenticate"), {"code": step, "next": target})

    assert response.headers["Location"].startswith("/nl/")


@pytest.mark.parametrize("way", ["password", "code"])
def test_somebody_goes_on_to_the_page_they_came_for(way: str, client: Client, member: User) -> None:
    where = f"{SIGN_IN}?next=/nl/zoeken/"
    if way == "code":
        asked = client.post(where, {"login": KNOWN, "by": "code", "next": "/nl/zoeken/"})
        response = client.post(asked.headers["Location"], {"code": mailed_code()})
    else:
        response = client.post(where, {"login": KNOWN, "password": PASSWORD})

    assert response.headers["Location"] == "/nl/zoeken/"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example"])
def test_nobody_is_sent_elsewhere_after_signing_out(
    target: str, client: Client, member: User
) -> None:
    client.force_login(member)

    assert client.post("/nl/account/logout/", {"next": target}).headers["Location"] == "/nl/"


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_hears_of_it(
    client: Client, member: User
) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    client.post("/nl/account/email/", {"email": "nieuw@schakel.example", "action_add": ""})
    mail = OutgoingMail.objects.get()
    assert mail.to == "nieuw@schakel.example"
    member.refresh_from_db()
    assert member.email == KNOWN
    link = re.search(r"http://testserver(/\S+)", mail.text)
    assert link

    client.post(link[1])

    member.refresh_from_db()
    assert member.email == "nieuw@schakel.example"
    assert EmailAddress.objects.get().email == member.email
    told = OutgoingMail.objects.latest("pk")
    assert told.to == KNOWN
    assert "nieuw@schakel.example" in told.text


def test_asking_for_somebody_elses_address_looks_the_same_and_changes_nothing(
    member: User,
) -> None:
    other = User.objects.create_user("ander@schakel.example", PASSWORD)
    answers = []
    for address in (other.email, "vrij@schakel.example"):
        client = Client()
        client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
        fields = {"email": address, "action_add": ""}
        response = client.post("/nl/account/email/", fields, follow=True)
        answers.append(body(response, address))
        if address == other.email:
            link = re.search(r"http://testserver(/\S+)", OutgoingMail.objects.latest("pk").text)
            assert link
            client.post(link[1])
    member.refresh_from_db()
    other.refresh_from_db()

    assert answers[0] == answers[1]
    assert (member.email, other.email) == (KNOWN, "ander@schakel.example")


def test_an_address_that_waits_to_be_confirmed_does_not_keep_its_owner_out(
    client: Client, member: User
) -> None:
    other = User.objects.create_user("ander@schakel.example", PASSWORD)
    EmailAddress.objects.create(user=other, email=KNOWN)

    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    client.post(CONFIRM, {"code": mailed_code()})

    assert client.session["_auth_user_id"] == str(member.pk)


def test_an_account_that_was_made_with_many_others_can_change_its_address_too(
    client: Client,
) -> None:
    """Such accounts have no row for their address yet; it is not one that waits."""
    [made] = User.objects.bulk_create([User(email=KNOWN, password=make_password(PASSWORD))])

    client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    page = client.get("/nl/account/email/")

    assert page.context["new_emailaddress"] is None
    assert EmailAddress.objects.get(user=made).verified


def test_an_address_that_an_administrator_changed_no_longer_signs_in(client: Client) -> None:
    user = User.objects.create_user(KNOWN, PASSWORD)
    user.email = "nieuw@schakel.example"
    user.save()

    client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    assert not is_signed_in(client)
    client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})
    assert is_signed_in(client)
