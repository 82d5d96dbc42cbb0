"""Who sees who comes: whoever runs the event, and nobody else without a trace."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from events.models import Event
from network.enums import Role
from tests.events.desk_screens import at, shown
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_who_is_signed_out_meanwhile_gets_no_page_among_the_numbers(
    client: Client, event: Event
) -> None:
    asked_by_page = client.get(at("event_counts", event.pk), headers={"HX-Request": "true"})

    assert (asked_by_page.status_code, asked_by_page.content) == (204, b"")
    assert client.get(at("event_counts", event.pk)).status_code == 302


ABOUT_EVENT = ["event_desk", "event_counts", "event_export", "event_attendance"]


ABOUT_REGISTRATION = ["registration_cancel"]


@pytest.mark.parametrize("name", ABOUT_EVENT + ABOUT_REGISTRATION)
@pytest.mark.parametrize(
    "roles", [[Role.MEMBER], [Role.ORGANISER], [Role.LEAD], [Role.ADVISER], [Role.EDITOR], []]
)
def test_nobody_else_sees_who_comes(
    client: Client, event: Event, name: str, roles: list[Role]
) -> None:
    made = RegistrationFactory.create(event=event)
    client.force_login(UserFactory.create(roles=roles))
    pk = made.pk if name in ABOUT_REGISTRATION else event.pk

    assert client.get(at(name, pk)).status_code == 404


@pytest.mark.parametrize("name", ["registration_cancel", "registration_promote"])
def test_who_runs_another_event_changes_nothing_here(client: Client, name: str) -> None:
    other = UserFactory.create(roles=[Role.ORGANISER])
    EventPageFactory.create(facts__host=other)
    made = RegistrationFactory.create(event__capacity=5, status="waitlisted")
    client.force_login(other)

    answer = client.post(at(name, made.pk))

    made.refresh_from_db()
    assert answer.status_code == 404
    assert made.status == "waitlisted"


def test_who_organises_for_the_same_organisation_runs_it_too(client: Client, event: Event) -> None:
    house = OrganisationFactory.create()
    event.organiser = house
    event.save()
    colleague = MemberFactory.create(user__roles=[Role.ORGANISER], organisation=house)
    client.force_login(colleague.user)

    assert client.get(at("event_desk", event.pk)).status_code == 200


@pytest.mark.parametrize(
    ("role", "looks"), [(Role.ADMINISTRATOR, 1), (Role.COORDINATOR, 0), (None, 0)]
)
def test_an_administrators_look_is_written_down(
    client: Client, account: Any, event: Event, host: Any, role: Role | None, looks: int
) -> None:
    client.force_login(account(role) if role else host)

    shown(client.get(at("event_desk", event.pk)))

    assert ModelLogEntry.objects.filter(action="events.see_registrations").count() == looks
