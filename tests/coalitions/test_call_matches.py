"""A new call comes to members who have what it asks, once, and to nobody who may not read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.models import Follow, HomePage, Notice
from coalitions.services.call_matches import tell_suited
from coalitions.services.call_notices import tell_followers
from coalitions.services.calls import withdraw_call
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db

LINE = "Wie heeft een zaal voor twintig mensen?"


@pytest.fixture
def host(home: HomePage) -> Any:
    """Somebody who has a room."""
    return MemberFactory.create(offers="Een grote zaal op dinsdag").user


def told(user: Any) -> list[str]:
    return list(Notice.objects.filter(recipient=user).values_list("line", flat=True))


def test_who_offers_what_is_asked_hears_of_it_once_and_others_do_not(host: Any) -> None:
    other = MemberFactory.create(offers="Een bakfiets").user
    CallFactory.create(line=LINE)

    assert (tell_suited(), tell_suited()) == (1, 0)

    assert len(told(host)) == 1
    assert LINE in told(host)[0]
    assert told(other) == []


def test_what_an_organisation_offers_counts_for_its_members(host: Any) -> None:
    place = OrganisationFactory.create(offers="Een zaal met een keuken")
    colleague = MemberFactory.create(organisation=place).user
    CallFactory.create(line=LINE)

    tell_suited()

    assert len(told(colleague)) == 1


def test_who_asked_or_heard_of_it_as_a_follower_hears_nothing_more(host: Any) -> None:
    page = CoalitionPageFactory.create()
    follower = MemberFactory.create(offers="Een zaal").user
    Follow.objects.create(user=follower, translation_key=page.translation_key)
    call = CallFactory.create(line=LINE, asked_by=host, coalition=page.coalition)
    tell_followers(call, host)

    tell_suited()

    assert told(host) == []
    assert len(told(follower)) == 1


@pytest.mark.parametrize(
    "call",
    [
        {"visibility": "coalition"},
        {"state": "withdrawn"},
        {"state": "closed"},
        {"created_at": timezone.now() - timedelta(days=8)},
        {"until": timezone.localdate() - timedelta(days=1)},
    ],
    ids=["for a coalition", "withdrawn", "closed", "a week ago", "until yesterday"],
)
def test_what_is_kept_closed_or_long_there_is_not_told(host: Any, call: dict[str, Any]) -> None:
    CallFactory.create(line=LINE, **call)

    tell_suited()

    assert told(host) == []


def test_who_takes_no_part_any_more_is_not_told(host: Any) -> None:
    host.groups.clear()
    CallFactory.create(line=LINE)

    tell_suited()

    assert told(host) == []


def test_a_call_that_is_taken_back_before_the_mail_is_forgotten(host: Any) -> None:
    call = CallFactory.create(line=LINE)
    tell_suited()

    withdraw_call(call)

    assert told(host) == []
