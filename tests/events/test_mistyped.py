"""An address that is not right: asked about, and corrected without losing what was typed."""

from typing import Any

import pytest
from django.test import Client

from cms.models import HomePage, OutgoingMail
from events.enums import RegistrationStatus
from events.forms.mistyped import meant
from events.models import Registration
from tests.events.filling_in import ADDRESS, path, typed
from tests.factories import EventPageFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home: HomePage) -> Any:
    return EventPageFactory.create(title="Samen aan tafel").event


@pytest.mark.parametrize(
    ("slip", "better"),
    [
        ("anna@gmial.com", "anna@gmail.com"),
        ("anna@gmail.con", "anna@gmail.com"),
        ("anna@gmai.com", "anna@gmail.com"),
        ("anna@hotmaill.com", "anna@hotmail.com"),
        ("Anna@Zigo.nl", "anna@ziggo.nl"),
        ("anna@gmail.com", ""),
        ("anna@buurthuis.example", ""),
        ("anna@gm", ""),
        ("anna", ""),
        ("", ""),
    ],
)
def test_a_slip_of_the_finger_is_seen(slip: str, better: str) -> None:
    assert meant(slip) == better


def test_an_address_that_looks_mistyped_is_asked_about_once(client: Client, event: Any) -> None:
    sent = typed(email="anna@gmial.com")
    asked = client.post(path(event), sent)
    assert "anna@gmail.com" in asked.content.decode()
    assert Registration.objects.count() == 0

    client.post(path(event), sent | {"sure": "anna@gmial.com"})

    assert Registration.objects.get().email == "anna@gmial.com"


def test_a_tick_for_one_address_is_none_for_another(client: Client, event: Any) -> None:
    sent = typed(email="anna@gmai.com", sure="anna@gmial.com")

    shown = client.post(path(event), sent)

    assert Registration.objects.count() == 0
    assert "checked" not in str(shown.context["form"]["sure"])


def test_whoever_sees_that_the_address_is_wrong_goes_back_with_all_that_was_typed(
    client: Client, event: Any
) -> None:
    session = SessionFactory.create(slot__event=event, capacity=1)
    slot = f"slot_{session.slot_id}"
    sent = typed(email="anan@schakel.example", **{slot: session.pk})
    client.post(path(event), sent)

    back = client.post(path(event), sent | {"correct": "1"})

    form = back.context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Anna", "anan@schakel.example")
    again = client.post(
        path(event),
        typed(key=form["key"].value(), **{slot: form[slot].value()}),
    )
    assert again.status_code == 200
    # The place that was kept for the wrong address is free again: it was the only one.
    right = Registration.objects.get(email=ADDRESS)
    assert [choice.session for choice in right.choices.all()] == [session]
    wrong = Registration.objects.get(email="anan@schakel.example")
    assert wrong.status == RegistrationStatus.CANCELLED


def test_a_wrong_address_hears_nothing_more(client: Client, event: Any) -> None:
    sent = typed()
    client.post(path(event), sent)
    before = OutgoingMail.objects.count()

    client.post(path(event), sent | {"correct": "1"})

    assert OutgoingMail.objects.count() == before


def test_going_back_takes_nothing_from_who_confirmed_meanwhile(client: Client, event: Any) -> None:
    sent = typed()
    client.post(path(event), sent)
    Registration.objects.update(status=RegistrationStatus.REGISTERED, queue_number=1)

    client.post(path(event), sent | {"correct": "1"})

    assert Registration.objects.get().status == RegistrationStatus.REGISTERED
