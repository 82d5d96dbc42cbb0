"""Seats and subjects in the admin, for who keeps them."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cms.models import HomePage
from network.enums import Role
from network.models import Seat, Subject
from tests.factories import MemberFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_holds_a_seat_is_changed_in_the_admin(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    client.force_login(account(role))
    seat, newcomer = SeatFactory.create(), MemberFactory.create()

    client.post(
        f"/admin/snippets/network/seat/edit/{seat.pk}/",
        {
            "name_nl": "Namens de bewoners",
            "name_en": "For the residents",
            "code": seat.code,
            "member": newcomer.pk,
            "since": "",
        },
    )

    assert Seat.objects.get().member == newcomer


def test_the_form_of_a_seat_asks_for_all_names_at_once(
    home: HomePage,
    client: Client,
    account: Any,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(account(Role.COORDINATOR))
    MemberFactory.create_batch(40)
    address = f"/admin/snippets/network/seat/edit/{SeatFactory.create().pk}/"
    client.get(address)

    with django_assert_max_num_queries(40) as counted:
        client.get(address)

    assert len(counted) > 5


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_subjects_are_kept_in_the_admin(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    client.force_login(account(role))

    client.post(
        "/admin/snippets/network/subject/add/",
        {"code": "rouw", "label_nl": "Rouw", "label_en": "Mourning"},
    )

    assert Subject.objects.get().code == "rouw"
