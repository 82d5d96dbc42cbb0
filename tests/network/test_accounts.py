"""Signing in: with a password or a code by mail, a second step, and nothing given away."""

import re
import time
from typing import Any
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cms.mailing.sending import send_due
from cms.models import HomePage, OutgoingMail
from network.enums import ADMIN_ROLES, Role
from network.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"
KNOWN, UNKNOWN = "lid@schakel.example", "niemand@schakel.example"
SIGN_IN, CONFIRM = "/nl/account/login/", "/nl/account/login/code/confirm/"


@pytest.fixture
def member(db: None) -> User:
    user: User = User.objects.create_user(KNOWN, PASSWORD, name="Lid")
    return user


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def pass_by(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this many minutes go by, as far as signing in looks at a clock."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + minutes * 60)


def mailed_code() -> str:
    found = re.search(r"^(\d{6})$", OutgoingMail.objects.latest("pk").text, re.MULTILINE)
    assert found
    return found[1]


def second_step(user: User) -> str:
    """Give an account a second step; return the code that its app shows now."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return totp(secret)


def totp(secret: str) -> str:
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2]))


# Signing in.


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


# The second step.


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


# Limits, and nothing given away.


def body(response: Any, address: str) -> str:
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return text.replace(address, "ADDRESS")


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


# Where somebody goes next.


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


# The address.


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


# Pages.

ENTRANCE = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
]
SIGNED_IN = [
    "account_security",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ENTRANCE + SIGNED_IN)
def test_every_page_of_signing_in_is_ours(
    name: str, language: str, client: Client, member: User, home: HomePage
) -> None:
    from django.utils.translation import override

    if name in SIGNED_IN:
        client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    with override(language):
        address = reverse(name)
    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert 'class="masthead"' in page
    assert page.count("<h1") == 1


def test_no_page_of_allauth_is_left_without_a_decision() -> None:
    """A new version may bring new ones: each is ours, or closed, and then listed here."""
    from django.urls import get_resolver

    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    theirs = {name for name in names if name.startswith(("account_", "mfa_"))}

    assert theirs == {
        *ENTRANCE,
        *SIGNED_IN,
        "account_confirm_login_code",
        "account_confirm_email",
        "account_set_password",
        "account_reset_password_from_key",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }


def test_mails_of_signing_in_leave_through_the_queue(
    client: Client, member: User, mailoutbox: list[Any]
) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    assert not mailoutbox

    send_due()

    assert [mail.to for mail in mailoutbox] == [[KNOWN]]
