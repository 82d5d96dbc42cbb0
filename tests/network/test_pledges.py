"""Promises: made, due, and answered without reproach."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.desk import waiting
from cms.models import HomePage
from network.enums import PledgeState
from network.exceptions import NetworkError
from network.models import Member, Pledge
from network.services import pledges
from tests.factories import MemberFactory, PledgeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(home: HomePage, client: Client) -> Member:
    """A member, signed in."""
    made: Member = MemberFactory.create()
    client.force_login(made.user)
    return made


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def give(client: Client, pledge: Pledge, answer: str, **fields: Any) -> Any:
    return client.post(
        reverse("pledge_answer", args=[pledge.pk]), {"answer": answer, **fields}, follow=True
    )


@pytest.mark.parametrize("days", [0, 365])
def test_a_promise_has_a_day_within_a_year(days: int, client: Client, member: Member) -> None:
    client.post(reverse("pledges"), {"text": "Koffie voor de buren.", "due": in_days(days)})

    pledge = Pledge.objects.get()
    assert (pledge.member, pledge.due, pledge.state) == (member, in_days(days), PledgeState.OPEN)


@pytest.mark.parametrize("day", [-1, 366, None])
def test_another_day_is_refused_and_the_text_kept(
    day: int | None, client: Client, member: Member
) -> None:
    due = "" if day is None else in_days(day)

    response = client.post(reverse("pledges"), {"text": "Koffie voor de buren.", "due": due})

    assert "due" in response.context["form"].errors
    assert "Koffie voor de buren." in response.content.decode()
    assert not Pledge.objects.exists()


def test_a_promise_about_somebody_else_is_asked_about_first(client: Client, member: Member) -> None:
    client.post(reverse("pledges"), {"text": "Ik bel mevrouw op 06 12345678.", "due": in_days(3)})

    assert not Pledge.objects.exists()


def test_sent_twice_is_one_promise(client: Client, member: Member) -> None:
    for _tap in range(2):
        client.post(reverse("pledges"), {"text": "Koffie.", "due": in_days(3)})

    assert Pledge.objects.count() == 1


def test_a_promise_comes_back_on_its_day_to_who_made_it_only(member: Member) -> None:
    due = PledgeFactory.create(member=member)
    PledgeFactory.create(member=member, due=in_days(1))
    PledgeFactory.create(member=member, state=PledgeState.KEPT)
    PledgeFactory.create()

    items = waiting["pledges"].items(member.user)

    assert [item.address for item in items] == [f"{reverse('pledges')}#pledge-{due.pk}"]
    assert due.text in items[0].line


def test_what_is_due_waits_on_the_own_page(client: Client, member: Member) -> None:
    pledge = PledgeFactory.create(member=member)

    shown = client.get(reverse("me"))

    assert [item.address for heap in shown.context["waits"] for item in heap.items] == [
        f"{reverse('pledges')}#pledge-{pledge.pk}"
    ]
    assert pledge.text in shown.content.decode()


@pytest.mark.parametrize(
    ("answer", "state"), [("kept", PledgeState.KEPT), ("let_go", PledgeState.LET_GO)]
)
def test_done_and_let_go_both_close_it(
    answer: str, state: PledgeState, client: Client, member: Member
) -> None:
    pledge = PledgeFactory.create(member=member)

    for _tap in range(2):
        response = give(client, pledge, answer)
        assert [each.level_tag for each in response.context["messages"]] == ["success"]

    pledge.refresh_from_db()
    assert pledge.state == state
    assert pledge.closed_at
    assert not waiting["pledges"].items(member.user)


def test_another_day_takes_it_off_what_waits(client: Client, member: Member) -> None:
    pledge = PledgeFactory.create(member=member)

    give(client, pledge, "later", **{f"later-{pledge.pk}-due": in_days(7)})

    pledge.refresh_from_db()
    assert (pledge.due, pledge.state) == (in_days(7), PledgeState.OPEN)
    assert not waiting["pledges"].items(member.user)


def test_a_day_in_the_past_is_refused_beside_its_promise(client: Client, member: Member) -> None:
    pledge = PledgeFactory.create(member=member)
    PledgeFactory.create(member=member)

    response = give(client, pledge, "later", **{f"later-{pledge.pk}-due": in_days(-1)})

    wrong = [later.errors for _pledge, later in response.context["open"] if later.errors]
    assert len(wrong) == 1
    pledge.refresh_from_db()
    assert pledge.due == in_days(0)


def test_what_was_let_go_is_not_kept_afterwards(member: Member) -> None:
    pledge = PledgeFactory.create(member=member)
    pledges.let_go(pledge)

    with pytest.raises(NetworkError):
        pledges.keep(pledge)
    with pytest.raises(NetworkError):
        pledges.postpone(pledge, in_days(3))

    assert Pledge.objects.get().state == PledgeState.LET_GO


@pytest.mark.parametrize("answer", ["kept", "let_go", "later"])
def test_the_promise_of_somebody_else_is_not_found(
    answer: str, client: Client, member: Member
) -> None:
    other = PledgeFactory.create()

    response = give(client, other, answer, **{f"later-{other.pk}-due": in_days(7)})

    assert response.status_code == 404
    other.refresh_from_db()
    assert (other.state, other.due) == (PledgeState.OPEN, in_days(0))
    assert other.text not in client.get(reverse("pledges")).content.decode()


def test_an_answer_that_does_not_exist_changes_nothing(client: Client, member: Member) -> None:
    pledge = PledgeFactory.create(member=member)

    assert give(client, pledge, "elsewise").status_code == 404
    assert client.get(reverse("pledge_answer", args=[pledge.pk])).status_code == 405
    assert Pledge.objects.get().state == PledgeState.OPEN
    assert not mail.outbox
