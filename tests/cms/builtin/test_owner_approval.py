"""Whoever looks after a page approves; somebody else where they made it themselves."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from cms.builtin.owner_approval.models import OwnerApproval
from cms.models import Notice, PageCare, PlainPage
from network.enums import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(db: None) -> OwnerApproval:
    made: OwnerApproval = OwnerApproval.objects.create(name="Eigenaar")
    made.groups.add(Group.objects.get(name=Role.EDITOR))
    return made


def _care(page: PlainPage, **who: Any) -> None:
    PageCare.objects.create(translation_key=page.translation_key, **who)


def test_owner_and_deputy_may_and_the_editors_need_not(
    page: PlainPage, step: OwnerApproval, offered: Any, editors: Any
) -> None:
    owner: Any = UserFactory(roles=[Role.MEMBER])
    deputy: Any = UserFactory(roles=[Role.MEMBER])
    _care(page, owner=owner, deputy=deputy)

    state = offered(page, step)

    assert step.get_actions(page, owner)
    assert step.get_actions(page, deputy)
    assert not step.get_actions(page, editors[0])
    assert {each.recipient_id for each in Notice.objects.all()} == {owner.pk, deputy.pk}
    step.on_action(state, deputy, "approve")
    assert PlainPage.objects.get(pk=page.pk).live


def test_an_owner_who_made_it_does_not_approve_it(
    page: PlainPage, step: OwnerApproval, offered: Any, editors: Any, author: Any
) -> None:
    _care(page, owner=author)

    offered(page, step)

    assert not step.get_actions(page, author)
    assert step.get_actions(page, editors[0])


def test_where_nobody_looks_after_it_the_groups_do(
    page: PlainPage, step: OwnerApproval, offered: Any, editors: Any
) -> None:
    offered(page, step)

    assert step.get_actions(page, editors[0])
    assert not step.get_actions(page, UserFactory(roles=[Role.MEMBER]))
