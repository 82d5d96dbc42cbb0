"""More people, promises and news take no more queries: each page, the desk and the weekly mail."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import Follow, HomePage, Notice, OutgoingMail
from cms.notices.audience import Doors
from cms.notices.weekly import write_to
from network.enums import PledgeState, Role
from network.models import Member, RoleReview, User
from tests.factories import (
    ApplicationFactory,
    MemberFactory,
    OrganisationFactory,
    PledgeFactory,
    SeatFactory,
    SubjectFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
AS_COORDINATOR = [Role.COORDINATOR, Role.ADMINISTRATOR]


def grow(member: Member, number: int) -> None:
    """Add so many of everything that somebody may see here."""
    for _each in range(number):
        theme = ThemeFactory.create()
        Follow.objects.create(user=member.user, translation_key=theme.translation_key)
        Notice.objects.create(
            recipient=member.user,
            kind="changed",
            key=str(theme.translation_key),
            line="Aangepast",
            translation_key=theme.translation_key,
        )
        PledgeFactory.create(member=member, due=timezone.localdate())
        PledgeFactory.create(
            member=member, state=PledgeState.KEPT, closed_at=timezone.now(), due=date(2026, 1, 9)
        )
        member.expertise.add(SubjectFactory.create())
        claimant = MemberFactory.create(
            organisation=OrganisationFactory.create(), organisation_claimed=True
        )
        SeatFactory.create(member=claimant)
        ApplicationFactory.create()
        ApplicationFactory.create(declined=True)
        editor = UserFactory.create()
        editor.groups.add(Group.objects.get(name=Role.EDITOR))
        RoleReview.objects.create(user=editor, roles=["editor"], confirmed_by=member.user)


def queries(read: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as counted:
        read()
    return len(counted)


@pytest.fixture
def somebody(home: HomePage, account: Any) -> Member:
    """Who may open everything: coordinator, administrator and member."""
    user = account(Role.COORDINATOR)
    user.groups.add(*Group.objects.filter(name=Role.ADMINISTRATOR))
    member: Member = MemberFactory.create(user=user)
    return member


@pytest.mark.parametrize(
    "name",
    [
        *("me", "profile", "profile_question", "pledges", "my_data", "my_data_export"),
        *("my_messages", "desk", "applications", "roles_review"),
        *("steering_group", "composition", "undelivered_mail"),
    ],
)
def test_a_page_takes_no_more_queries_when_the_network_grows(
    name: str, client: Client, somebody: Member
) -> None:
    client.force_login(User.objects.get(pk=somebody.user_id))

    def read() -> None:
        # Shown as new each time, which writes that they were seen.
        Notice.objects.update(seen_at=None)
        assert client.get(reverse(name)).status_code == 200

    grow(somebody, 2)
    read()  # what is read once and kept
    few = queries(read)
    grow(somebody, 6)
    read()  # also once more, where a page was added
    assert 0 < queries(read) <= few


def test_the_mail_of_one_reader_takes_no_more_queries_when_there_is_more_news(
    somebody: Member,
) -> None:
    def write(week: str) -> int:
        Notice.objects.update(mailed_at=None)
        user, doors = User.objects.get(pk=somebody.user_id), Doors()
        return queries(lambda: write_to(user, week, doors))

    grow(somebody, 2)
    write("2026-W46")
    few = write("2026-W47")
    grow(somebody, 6)
    assert 0 < write("2026-W48") <= few
    assert OutgoingMail.objects.filter(kind="weekly").count() == 3
