"""Tests of what people see of their own data, and of leaving."""

import io
import json
import logging
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client

from cms.mailing.sending import send_due
from cms.models import Erasure, MailChoice, OutgoingMail
from cms.privacy.services import finish_erasures
from network.enums import Role
from network.models import Member, RoleReview, User
from tests.factories import MemberFactory, PledgeFactory, UserFactory

PAGE, EXPORT, LEAVE = (
    "/nl/mijn/gegevens/",
    "/nl/mijn/gegevens/meenemen/",
    "/nl/mijn/gegevens/weggaan/",
)
pytestmark = pytest.mark.usefixtures("home")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def contents(response: Any) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return json.loads(archive.read("export.json")), archive.read("export.html").decode()


def test_somebody_sees_what_we_hold_why_and_how_long() -> None:
    member = MemberFactory.create(phone="030 100 00 98", offers="Een busje")
    page = signed_in(member.user).get(PAGE)
    text = page.content.decode()
    assert "030 100 00 98" in text
    assert "Een busje" in text
    assert page.headers["Cache-Control"].count("no-store") == 1


def test_the_export_holds_what_is_theirs_and_nobody_elses() -> None:
    promise = PledgeFactory.create(text="Ik bak een taart.")
    PledgeFactory.create(text="Iets van een ander.")
    response = signed_in(promise.member.user).get(EXPORT)
    held, page = contents(response)
    assert held["network_people"]["pledges"][0]["text"] == "Ik bak een taart."
    assert held["network_people"]["email"] == promise.member.user.email
    assert "Ik bak een taart." in page
    assert "van een ander" not in page + json.dumps(held)
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in response.headers["Cache-Control"]


def test_an_export_is_in_the_language_of_the_person_not_of_the_page() -> None:
    member = MemberFactory.create(user__language="en")
    _held, page = contents(signed_in(member.user).get(EXPORT))
    assert '<html lang="en">' in page


def test_markup_in_a_profile_is_text_in_an_export() -> None:
    member = MemberFactory.create(offers="<script>alert(1)</script>")
    client = signed_in(member.user)
    _held, page = contents(client.get(EXPORT))
    assert "<script>" not in page
    assert "<script>alert" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, EXPORT, LEAVE])
def test_who_is_not_signed_in_is_asked_to(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert "/account/login/" in response.headers["Location"]


def test_somebody_without_a_role_still_gets_what_is_theirs() -> None:
    assert signed_in(UserFactory.create(roles=[])).get(EXPORT).status_code == 200


def test_leaving_removes_the_account_at_once_and_ends_the_session() -> None:
    user = MemberFactory.create().user
    client = signed_in(user)
    response = client.post(LEAVE, {"sure": "on"})
    assert response.headers["Location"] == "/nl/tot-ziens/"
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Member.objects.exists()
    assert Erasure.objects.count() == 1
    goodbye = client.get("/nl/tot-ziens/")
    assert goodbye.status_code == 200
    assert user.name not in goodbye.content.decode()
    assert client.get(PAGE).status_code == 302
    assert not OutgoingMail.objects.exists()


def test_leaving_needs_one_tick() -> None:
    user = MemberFactory.create().user
    response = signed_in(user).post(LEAVE, {})
    assert response.status_code == 200
    assert 'aria-invalid="true"' in response.content.decode()
    assert User.objects.filter(pk=user.pk).exists()


def test_looking_at_the_page_removes_nobody() -> None:
    user = MemberFactory.create().user
    page = signed_in(user).get(LEAVE)
    assert EXPORT in page.content.decode()
    assert User.objects.filter(pk=user.pk).exists()


def test_who_has_a_password_says_again_who_they_are(client: Client) -> None:
    user = MemberFactory.create().user
    user.set_password("een lang wachtwoord")
    user.save()
    client.force_login(user)
    response = client.post(LEAVE, {"sure": "on"})
    assert "/account/reauthenticate/" in response.headers["Location"]
    assert User.objects.filter(pk=user.pk).exists()
    wrong = client.post(response.headers["Location"], {"password": "verkeerd"})
    assert wrong.status_code == 200
    assert User.objects.filter(pk=user.pk).exists()
    right = client.post(response.headers["Location"], {"password": "een lang wachtwoord"})
    assert right.headers["Location"] == "/nl/tot-ziens/"
    assert not User.objects.filter(pk=user.pk).exists()


def test_the_last_administrator_cannot_leave_and_reads_why() -> None:
    last = UserFactory.create(roles=[Role.ADMINISTRATOR])
    client = signed_in(last)
    page = client.get(LEAVE).content.decode()
    assert "notice-error" in page
    assert '<form method="post" action="/nl/mijn/gegevens/weggaan/"' not in page
    assert client.post(LEAVE, {"sure": "on"}).status_code == 200
    assert User.objects.filter(pk=last.pk).exists()
    UserFactory.create(roles=[Role.ADMINISTRATOR])
    assert client.post(LEAVE, {"sure": "on"}).status_code == 302
    assert not User.objects.filter(pk=last.pk).exists()


def test_a_whole_journey_leaves_no_name_and_no_address_in_the_log(
    caplog: pytest.LogCaptureFixture, client: Client
) -> None:
    caplog.set_level(logging.INFO)
    user = MemberFactory.create(user__name="Loes Logboek", phone="030 123 98 76").user
    user.set_password("een lang wachtwoord")
    user.save()
    login = {"login": user.email, "password": "verkeerd"}
    # By another device: a code that was asked for waits in the session that asked.
    Client().post("/nl/account/login/", login)
    Client().post("/nl/account/password/reset/", {"email": user.email})
    Client().post("/nl/account/login/code/", {"email": user.email})
    client.post("/nl/account/login/", {**login, "password": "een lang wachtwoord"})
    assert client.get(PAGE).status_code == 200
    client.get(EXPORT)
    client.get("/nl/bestaat-niet/")
    send_due()
    assert client.post(LEAVE, {"sure": "on"}).status_code == 302
    finish_erasures()
    assert "An account was erased" in caplog.text
    for word in (user.email, "Logboek", "123 98 76"):
        assert word not in caplog.text


def test_what_we_hold_is_told_in_words_not_in_codes() -> None:
    promise = PledgeFactory.create(text="Ik bak een taart.", due=date(2026, 12, 3))
    user = promise.member.user
    RoleReview.objects.create(user=user, roles=[Role.COORDINATOR])
    MailChoice.objects.of(user)
    MailChoice.objects.filter(user=user).update(muted=["page_changed"])
    text = signed_in(user).get(PAGE).content.decode()
    assert "3 december 2026" in text
    assert "Nederlands" in text
    assert "Coördinator" in text
    assert "page_changed" not in text
    shown = {one.strip() for one in re.findall(r"<dd>([^<]*)</dd>", text)}
    assert not shown & {"nl", "open", "coordinator", "2026-12-03"}


def test_a_persons_own_account_comes_before_what_they_wrote() -> None:
    member = MemberFactory.create()
    headings = re.findall(
        r"<h2[^>]*>([^<]+)</h2>", signed_in(member.user).get(PAGE).content.decode()
    )
    assert headings[0] == "Je account en profiel"
    assert headings.index("Mail aan jou") < headings.index("Schrijven en bewerken")


def test_who_takes_no_part_is_led_to_no_profile() -> None:
    page = signed_in(UserFactory.create(roles=[])).get(PAGE).content.decode()
    assert "/nl/mijn/profiel/" not in page
    assert 'href="/nl/mijn/"' not in page


def test_what_we_hold_nothing_of_is_said_in_one_line() -> None:
    page = signed_in(MemberFactory.create().user).get("/en/me/data/").content.decode()
    assert "We hold nothing of this." in page
    assert "Lessons you told" in page
    assert "<dt>Lessons you told</dt>" not in page
