"""A page where somebody sees and sets what they are told, and a link that stops it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Follow, MailChoice, Notice
from cms.notices.following import CHANGED, follow
from cms.notices.links import stop_address
from cms.notices.services import tell
from network.enums import Role
from network.models import User
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nel(account: Any) -> User:
    made: User = account(Role.MEMBER)
    return made


@pytest.fixture
def signed_in(client: Client, nel: User) -> Client:
    client.force_login(nel)
    return client


@pytest.fixture
def page(home: Any) -> Any:
    return ThemeFactory.create(title="Samen eten")


def test_news_is_new_the_first_time_it_is_shown(home: Any, signed_in: Client, nel: User) -> None:
    tell(CHANGED, [nel], key="1", line="“Samen eten” is aangepast.", address="/nl/x/")

    first, second = (signed_in.get("/nl/mijn-berichten/").content.decode() for _n in range(2))

    assert "“Samen eten” is aangepast." in first
    assert '<strong class="chip">' in first
    assert "“Samen eten” is aangepast." in second
    assert '<strong class="chip">' not in second


def test_a_page_is_followed_and_no_longer_followed_by_a_button_without_javascript(
    page: Any, signed_in: Client, nel: User
) -> None:
    address = reverse("follow_page", args=[page.translation_key])
    assert address in signed_in.get(page.url).content.decode()

    for _click in range(2):
        answer = signed_in.post(address, {"action": "follow"})
        assert answer.headers["Location"] == page.url
    assert Follow.objects.count() == 1
    assert "Samen eten" in signed_in.get("/nl/mijn-berichten/").content.decode()

    for _click in range(2):
        signed_in.post(address, {"action": "stop", "back": "messages"})
    assert not Follow.objects.exists()


def test_the_button_is_there_for_who_signed_in_only(page: Any, client: Client) -> None:
    answer = client.get(page.url)

    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert client.post(reverse("follow_page", args=[page.translation_key])).status_code == 302
    assert not Follow.objects.exists()


def test_what_somebody_may_not_open_cannot_be_followed(page: Any, signed_in: Client) -> None:
    page.unpublish()

    answer = signed_in.post(reverse("follow_page", args=[page.translation_key]))

    assert answer.status_code == 404
    assert not Follow.objects.exists()


def test_what_is_no_longer_there_can_still_be_let_go(
    page: Any, signed_in: Client, nel: User
) -> None:
    follow(nel, page)
    page.unpublish()

    signed_in.post(reverse("follow_page", args=[page.translation_key]), {"action": "stop"})

    assert not Follow.objects.exists()


def test_somebody_chooses_what_they_are_told(home: Any, signed_in: Client, nel: User) -> None:
    signed_in.post("/nl/mijn-berichten/", {"told": ["added"]})

    choice = MailChoice.objects.of(nel)
    assert choice.weekly is False
    assert CHANGED in choice.muted
    assert "added" not in choice.muted


def path_of(user: User) -> str:
    return stop_address(user).removeprefix("http://127.0.0.1:8000")


def test_a_scanner_that_opens_the_link_stops_nothing(home: Any, client: Client, nel: User) -> None:
    answer = client.get(path_of(nel))

    assert answer.status_code == 200
    assert MailChoice.objects.of(nel).weekly


def test_the_link_stops_the_mail_without_signing_in_and_starts_it_again(
    home: Any, nel: User
) -> None:
    # As a mail program does it: no cookie, no token of a form.
    client = Client(enforce_csrf_checks=True)

    stopped = client.post(path_of(nel), {"List-Unsubscribe": "One-Click"})
    assert stopped.status_code == 200
    assert not MailChoice.objects.of(nel).weekly

    client.post(path_of(nel), {"action": "start"})
    assert MailChoice.objects.of(nel).weekly


def test_a_link_says_nothing_about_who_has_an_account(home: Any, client: Client, nel: User) -> None:
    gone = User.objects.create_user("weg@schakel.example")
    of_gone = path_of(gone)
    gone.delete()
    inactive = User.objects.create_user("oud@schakel.example", is_active=False)
    tampered = re.sub(r"/([^/]+)/$", r"/x\1/", path_of(nel))

    answers = [client.post(address) for address in (of_gone, path_of(inactive), tampered)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content.replace(b"\n", b"") for answer in answers}) <= 3
    assert MailChoice.objects.of(nel).weekly


def test_news_about_a_page_that_became_private_is_not_shown(
    page: Any, signed_in: Client, nel: User
) -> None:
    tell(CHANGED, [nel], key="1", line="“Samen eten” is aangepast.", address="/", page=page)
    page.unpublish()

    assert "aangepast" not in signed_in.get("/nl/mijn-berichten/").content.decode()
    assert Notice.objects.exists()
