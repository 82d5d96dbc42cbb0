"""Registering for somebody who called: a name, and a way to reach them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.models import OutgoingMail
from events.models import Event, Question, Registration
from network.enums import Role
from tests.events.desk_screens import at
from tests.factories import (
    EventPageFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def called(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "name": "Bert Belt", "phone": "030 100 00 01"} | more


def test_somebody_who_calls_is_registered_with_a_phone_number(
    desk: Client, event: Event, host: Any
) -> None:
    Question.objects.create(event=event, text_nl="Wat eet je niet?", is_required=True)
    form = called()

    for _each in range(2):
        assert desk.post(at("registration_add", event.pk), form).status_code == 302

    bert = Registration.objects.get(event=event)
    assert (bert.name, bert.phone, bert.status) == ("Bert Belt", "030 100 00 01", "registered")
    assert (bert.source, bert.made_by) == ("organiser", host)
    assert not OutgoingMail.objects.exists()


def test_with_an_address_they_get_a_mail_and_it_need_not_be_confirmed(
    desk: Client, event: Event
) -> None:
    desk.post(at("registration_add", event.pk), called(phone="", email="Bert@Schakel.example"))

    bert = Registration.objects.get(event=event)
    assert (bert.email, bert.status) == ("bert@schakel.example", "registered")
    assert OutgoingMail.objects.get().to == "bert@schakel.example"


def test_somebody_whom_nobody_could_reach_is_not_registered(desk: Client, event: Event) -> None:
    answer = desk.post(at("registration_add", event.pk), called(phone=""))

    assert answer.status_code == 200
    assert "Bert Belt" in answer.content.decode()
    assert not Registration.objects.exists()


def test_by_phone_too_nobody_gets_a_chair_that_is_not_there(desk: Client, event: Event) -> None:
    RegistrationFactory.create_batch(2, event=event)

    desk.post(at("registration_add", event.pk), called())

    assert Registration.objects.get(name="Bert Belt").status == "waitlisted"


def test_a_full_session_keeps_what_was_typed(desk: Client, event: Event) -> None:
    full = SessionFactory.create(slot=SlotFactory.create(event=event), title_nl="Vol", capacity=0)
    free = SessionFactory.create(slot=full.slot, title_nl="Plek")
    form = called(**{f"slot_{full.slot_id}": full.pk})

    answer = desk.post(at("registration_add", event.pk), form)

    assert answer.status_code == 409
    assert "Bert Belt" in answer.content.decode()
    desk.post(at("registration_add", event.pk), form | {f"slot_{full.slot_id}": free.pk})
    assert Registration.objects.get().choices.get().session == free


def test_who_is_registered_already_is_shown(desk: Client, event: Event) -> None:
    anna = RegistrationFactory.create(event=event)

    answer = desk.post(at("registration_add", event.pk), called(email=anna.email))

    assert answer.status_code == 409
    assert anna.code in answer.content.decode()
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ORGANISER])
def test_nobody_else_registers_for_somebody(client: Client, event: Event, role: Role) -> None:
    other = UserFactory.create(roles=[role])
    EventPageFactory.create(facts__host=other)
    client.force_login(other)

    assert client.get(at("registration_add", event.pk)).status_code == 404
    assert client.post(at("registration_add", event.pk), called()).status_code == 404
    assert not Registration.objects.exists()
