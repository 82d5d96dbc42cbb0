"""A mail to a part of the list: looked at first, one for each person, and sent once."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from cms.models import OutgoingMail
from events.models import Event, Link
from events.services.mailing import MAIL
from network.enums import Role
from tests.events.desk_screens import at, shown
from tests.factories import EventPageFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db

SUBJECT, BODY = "Andere zaal, {name}", "Hallo {name},\n\nWij zitten in zaal **twee**.\n\n{link}"


@pytest.fixture
def words() -> dict[str, str]:
    return {"key": str(uuid4()), "subject": SUBJECT, "body": BODY}


def mails() -> Any:
    return OutgoingMail.objects.filter(kind=MAIL).order_by("pk")


def looked_at(client: Client, address: str, words: dict[str, str]) -> str:
    """Look at a mail; return by which mark the page knows that it was seen."""
    answer = client.post(address, words | {"look": ""})
    assert answer.status_code == 200
    return str(answer.context["seen"])


def test_nothing_leaves_before_somebody_looked(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event, name="Anna Appel")

    page = shown(desk.post(at("event_mail", event.pk), words | {"send": ""}))

    assert "Andere zaal, Anna Appel" in page
    assert "<strong>twee</strong>" in page
    assert not mails().exists()
    assert not Link.objects.exists()


def test_it_goes_to_each_person_once_however_often_it_is_sent(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    anna = RegistrationFactory.create(event=event, name="Anna Appel")
    bram = RegistrationFactory.create(event=event, name="Bram Boom")
    address = at("event_mail", event.pk)
    seen = looked_at(desk, address, words)

    for _each in range(3):
        assert desk.post(address, words | {"seen": seen, "send": ""}).status_code == 302

    assert [mail.to for mail in mails()] == [anna.email, bram.email]
    assert [mail.subject for mail in mails()] == [
        "Andere zaal, Anna Appel",
        "Andere zaal, Bram Boom",
    ]
    assert bram.email not in mails()[0].text
    entry = ModelLogEntry.objects.get(action="events.mail_registrations")
    assert entry.data["mails"] == 2


def test_what_changed_since_somebody_looked_is_looked_at_again(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event)
    address = at("event_mail", event.pk)
    seen = looked_at(desk, address, words)

    other_words = words | {"body": "Iets anders."}
    desk.post(address, other_words | {"seen": seen, "send": ""})
    RegistrationFactory.create(event=event)
    desk.post(address, words | {"seen": seen, "send": ""})

    assert not mails().exists()


def test_it_goes_to_who_was_selected_only(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event)
    waits = RegistrationFactory.create(event=event, status="waitlisted")
    address = at("event_mail", event.pk, "?state=waitlisted")
    seen = looked_at(desk, address, words)

    desk.post(address, words | {"seen": seen, "send": ""})

    assert [mail.to for mail in mails()] == [waits.email]


def test_a_selection_that_makes_no_sense_mails_nobody(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event)
    address = at("event_mail", event.pk, "?state=made-up")
    seen = looked_at(desk, address, words)

    answer = desk.post(address, words | {"seen": seen, "send": ""})

    assert answer.status_code == 409
    assert not mails().exists()


def test_an_address_that_nobody_confirmed_gets_nothing_and_one_address_gets_one(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event, status="unconfirmed")
    RegistrationFactory.create(event=event, status="cancelled", email="twee@schakel.example")
    RegistrationFactory.create(event=event, email="twee@schakel.example")
    RegistrationFactory.create(event=event, name="Bel Mij", email="", phone="030 7")
    address = at("event_mail", event.pk, "?state=everybody")
    page = shown(desk.get(address))
    seen = looked_at(desk, address, words)

    desk.post(address, words | {"seen": seen, "send": ""})

    assert "030 7" in page
    assert [mail.to for mail in mails()] == ["twee@schakel.example"]


def test_a_word_that_cannot_be_filled_in_is_said_and_what_was_typed_stays(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event)

    page = shown(desk.post(at("event_mail", event.pk), words | {"body": "Hallo {naam}, dag!"}))

    assert "{naam}" in page
    assert "Hallo {naam}, dag!" in page
    assert "error-summary" in page


def test_what_somebody_calls_themselves_is_no_markup(
    desk: Client, event: Event, words: dict[str, str]
) -> None:
    RegistrationFactory.create(event=event, name="<script>alert(1)</script>")

    page = shown(desk.post(at("event_mail", event.pk), words | {"look": ""}))

    assert "<script>alert" not in page


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ORGANISER, Role.ADVISER])
def test_nobody_else_writes_to_these_people(
    client: Client, event: Event, words: dict[str, str], role: Role
) -> None:
    other = UserFactory.create(roles=[role])
    EventPageFactory.create(facts__host=other)
    RegistrationFactory.create(event=event)
    client.force_login(other)

    assert client.get(at("event_mail", event.pk)).status_code == 404
    assert client.post(at("event_mail", event.pk), words | {"send": ""}).status_code == 404
    assert not mails().exists()
