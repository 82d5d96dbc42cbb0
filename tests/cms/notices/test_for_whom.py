"""The weekly mail asks a list only of those for whom it may hold something."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.desk import WaitingItem, WaitingList, waiting
from cms.models import OutgoingMail
from cms.notices import reads
from cms.notices.reads import for_whom, what_waits
from cms.notices.weekly import write_round
from cms.registry import Registry
from network.enums import Role
from network.models import User
from tests.cms.notices.test_weekly import TUESDAY
from tests.factories import (
    ActionFactory,
    CoalitionFactory,
    MemberFactory,
    PledgeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_every_list_says_for_whom_it_may_hold_something() -> None:
    silent = [name for name in waiting.names() if waiting[name].whom is None]

    assert silent == []


def test_only_who_may_have_something_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    nel, noor = UserFactory.create_batch(2)
    asked: list[User] = []

    def items(user: User) -> list[WaitingItem]:
        asked.append(user)
        return [WaitingItem("Iets", "/nl/")]

    own: Registry[WaitingList] = Registry("list of what waits")
    own.register("test", WaitingList(label="Test", items=items, order=1, whom=lambda: {nel.pk}))
    monkeypatch.setattr(reads, "waiting", own)

    assert write_round(TUESDAY) == 1
    assert asked == [nel]
    assert OutgoingMail.objects.get().recipient == nel
    # On their own page nobody is left out beforehand.
    assert len(what_waits(noor)) == 1


def _pledge() -> Any:
    return PledgeFactory.create(due=timezone.localdate()).member.user


def _action() -> Any:
    return ActionFactory.create(owner=UserFactory.create(), due=timezone.localdate()).owner


def _lead(**values: Any) -> Any:
    return CoalitionFactory.create(lead=MemberFactory.create().user, **values).lead


def _money() -> Any:
    return _lead(funding_until=timezone.localdate() + timedelta(days=9))


@pytest.mark.parametrize(
    ("name", "make"), [("pledges", _pledge), ("promised", _action), ("pulse", _lead)]
)
def test_who_has_something_waiting_is_among_those_asked(name: str, make: Any, home: Any) -> None:
    user = make()

    assert waiting[name].items(user)
    assert user.pk in (for_whom()[name] or ())


def test_administrators_are_asked_about_roles_and_members_are_not(account: Any) -> None:
    administrator, member = account(Role.ADMINISTRATOR), account(Role.MEMBER)

    asked = for_whom()["roles"] or ()

    assert administrator.pk in asked
    assert member.pk not in asked


def test_leads_are_asked_about_money_that_ends(home: Any) -> None:
    assert _money().pk in (for_whom()["funding"] or ())
    assert _lead().pk not in (for_whom()["funding"] or ())
