"""What waits for who looks after a page, on their own page and in the weekly mail."""

import pytest

from cms.care.desk import to_mail, to_read_again
from cms.care.reads import asked_again_whom
from cms.models import HomePage
from tests.cms.care.looking_after import cared
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def lines(items: object) -> list[str]:
    return [item.line.split(" – ")[0] for item in items]  # type: ignore[attr-defined]


def test_owner_and_deputy_see_what_is_to_be_read_again_within_two_weeks(home: HomePage) -> None:
    owner, deputy = UserFactory.create_batch(2)
    cared(home, "Laat", days=-5, owner=owner, deputy=deputy)
    cared(home, "Straks", days=10, owner=owner, deputy=deputy)
    cared(home, "Later", days=40, owner=owner, deputy=deputy)

    for user in (owner, deputy):
        assert lines(to_read_again(user)) == ["Laat", "Straks"]
    assert not to_read_again(UserFactory.create())
    assert asked_again_whom() == {owner.pk, deputy.pk}


def test_what_is_due_soon_is_mailed_once_and_to_its_owner(home: HomePage) -> None:
    owner, deputy = UserFactory.create_batch(2)
    cared(home, "Straks", days=10, owner=owner, deputy=deputy)

    assert lines(to_mail(deputy)) == []
    assert lines(to_mail(owner)) == ["Straks"]
    assert lines(to_mail(owner)) == []


def test_what_is_overdue_is_mailed_to_both_until_it_is_done(home: HomePage) -> None:
    owner, deputy = UserFactory.create_batch(2)
    cared(home, "Laat", days=-1, owner=owner, deputy=deputy)

    for _week in range(2):
        assert lines(to_mail(owner)) == lines(to_mail(deputy)) == ["Laat"]


def test_a_page_that_is_offline_waits_for_nobody(home: HomePage) -> None:
    owner = UserFactory.create()
    cared(home, days=-1, owner=owner).unpublish()

    assert not to_read_again(owner)
