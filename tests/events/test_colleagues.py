"""Registering a colleague: they hear who did so, and how to cancel."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import OutgoingMail
from events.models import Event, Registration
from network.enums import Role
from tests.events.desk_screens import at
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client: Client) -> Any:
    house = OrganisationFactory.create(name="Buurthuis De Boom")
    user = MemberFactory.create(user__name="Mia Meedoet", organisation=house).user
    client.force_login(user)
    return user


def colleague(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "name": "Cor Collega", "email": "cor@schakel.example"} | more


def test_a_colleague_is_registered_and_hears_who_did_so(
    client: Client, event: Event, member: Any
) -> None:
    form = colleague()

    for _each in range(2):
        assert client.post(at("register_colleague", event.pk), form).status_code == 302

    cor = Registration.objects.get()
    assert (cor.status, cor.made_by, cor.user) == ("registered", member, None)
    assert str(cor.organisation) == "Buurthuis De Boom"
    [mail] = OutgoingMail.objects.filter(key__contains=":registered:")
    assert (mail.to, "Mia Meedoet" in mail.text) == ("cor@schakel.example", True)
    assert "/aanmelding/" in mail.text


def test_who_registers_themselves_reads_nothing_of_another(
    client: Client, event: Event, member: Any
) -> None:
    client.post(at("register_new", event.pk), {"key": str(uuid4())})

    mail = OutgoingMail.objects.get()
    assert "heeft je aangemeld" not in mail.text
    assert "registered you" not in mail.text


def test_a_known_address_gives_the_same_answer(client: Client, event: Event, member: Any) -> None:
    known = RegistrationFactory.create(event=event)

    new = client.post(at("register_colleague", event.pk), colleague(), follow=True)
    old = client.post(at("register_colleague", event.pk), colleague(email=known.email), follow=True)

    said = [[str(each) for each in answer.context["messages"]] for answer in (new, old)]
    assert said[0] == said[1]
    assert [len(each) for each in said] == [1, 1]
    assert Registration.objects.count() == 2
    assert Registration.objects.get(pk=known.pk).made_by is None


def test_an_address_is_not_mailed_over_and_over(client: Client, event: Event, member: Any) -> None:
    codes = [
        client.post(at("register_colleague", event.pk), colleague()).status_code
        for _each in range(5)
    ]

    assert codes[0] == 302
    assert codes[-1] == 429
    assert OutgoingMail.objects.filter(to="cor@schakel.example").count() <= 3


def test_after_the_closing_nobody_is_registered_by_a_colleague(
    client: Client, event: Event, member: Any
) -> None:
    event.takes_registrations = False
    event.save()

    answer = client.post(at("register_colleague", event.pk), colleague())

    assert answer.status_code == 409
    assert "Cor Collega" in answer.content.decode()
    assert not Registration.objects.exists()


def test_an_event_that_is_not_for_everybody_is_not_found(
    client: Client, event: Event, member: Any
) -> None:
    draft = EventPageFactory.create(live=False).event
    PageViewRestriction.objects.create(page=event.page, restriction_type="password", password="x")

    for each in (draft, event):
        assert client.get(at("register_colleague", each.pk)).status_code == 404
        assert client.post(at("register_colleague", each.pk), colleague()).status_code == 404
    assert not Registration.objects.exists()


def test_only_who_takes_part_has_colleagues_here(client: Client, event: Event) -> None:
    assert client.get(at("register_colleague", event.pk)).status_code == 302
    client.force_login(UserFactory.create(roles=[]))
    assert client.post(at("register_colleague", event.pk), colleague()).status_code == 404
    assert not Registration.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD, Role.ADVISER])
def test_every_role_may_bring_a_colleague(client: Client, event: Event, role: Role) -> None:
    client.force_login(UserFactory.create(roles=[role]))

    assert client.post(at("register_colleague", event.pk), colleague()).status_code == 302
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("status", ["registered", "waitlisted", "unconfirmed"])
def test_who_was_registered_by_address_and_signs_in_has_that_one_registration(
    client: Client, event: Event, status: str
) -> None:
    cor = UserFactory.create(name="Cor Collega", email="Cor@schakel.example")
    by_address = RegistrationFactory.create(event=event, email="cor@schakel.example", status=status)
    client.force_login(cor)

    client.post(at("register_new", event.pk), {"key": str(uuid4())})

    found = Registration.objects.get()
    assert (found.pk, found.user, found.email) == (by_address.pk, cor, "")
    assert found.status == ("waitlisted" if status == "waitlisted" else "registered")
