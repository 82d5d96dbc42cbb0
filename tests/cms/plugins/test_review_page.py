"""Taking a step on the site, for whoever does not enter the admin."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask

from cms.desk import desk, waiting
from cms.models import HomePage, PlainPage
from network.enums import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _address(state: Any) -> str:
    return reverse("review_step", args=[state.pk])


@pytest.fixture
def state(page: PlainPage, review: Any, offered: Any, editors: Any) -> Any:
    return offered(page, review())


def _send(client: Client, state: Any, page: PlainPage, action: str, **more: str) -> Any:
    data = {"action": action, "seen": str(page.latest_revision_id), **more}
    return client.post(_address(state), data, follow=True)


def test_a_reviewer_finds_it_reads_it_and_approves(
    client: Client, page: PlainPage, state: Any, editors: Any
) -> None:
    client.force_login(editors[0])
    page.refresh_from_db()

    assert _address(state) in client.get(reverse("steps")).content.decode()
    assert "Samen soep maken." in client.get(_address(state)).content.decode()
    assert not PlainPage.objects.get(pk=page.pk).live
    response = _send(client, state, page, "approve", **{"approve-comment": "Fijn"})

    assert response.redirect_chain[-1][0] == reverse("steps")
    assert PlainPage.objects.get(pk=page.pk).live


def test_sending_back_asks_for_a_reason_and_keeps_what_was_typed(
    client: Client, page: PlainPage, state: Any, editors: Any
) -> None:
    client.force_login(editors[0])
    page.refresh_from_db()

    response = _send(client, state, page, "reject")
    assert response.status_code == 200
    assert page.current_workflow_state.status == "in_progress"

    _send(client, state, page, "reject", **{"reject-comment": "Wie kookt er?"})
    assert page.current_workflow_state.status == "needs_changes"


def test_a_text_that_changed_since_is_read_again_first(
    client: Client, page: PlainPage, state: Any, editors: Any, author: Any
) -> None:
    client.force_login(editors[0])
    seen = PlainPage.objects.get(pk=page.pk)
    page.summary = "Iets anders."
    page.save_revision(user=author)
    fresh = page.current_workflow_task_state

    _send(client, fresh, seen, "approve")

    assert not PlainPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("role", [Role.MEMBER, Role.TRANSLATOR, Role.LEAD])
def test_whoever_may_not_finds_nothing(
    client: Client, page: PlainPage, state: Any, role: Role
) -> None:
    user: Any = UserFactory(roles=[role])
    client.force_login(user)
    page.refresh_from_db()

    assert client.get(_address(state)).status_code == 404
    assert _send(client, state, page, "approve").status_code == 404
    assert not PlainPage.objects.get(pk=page.pk).live


def test_a_visitor_is_asked_to_sign_in(client: Client, state: Any) -> None:
    for address in (_address(state), reverse("steps")):
        response = client.get(address)
        assert (response.status_code, "login" in response["Location"]) == (302, True)


def test_the_maker_cannot_open_it_even_as_an_editor(
    client: Client, page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    page.save_revision(user=editors[0])
    own = offered(page, review())
    client.force_login(editors[0])
    page.refresh_from_db()

    assert client.get(_address(own)).status_code == 404
    assert _send(client, own, page, "approve").status_code == 404
    assert not PlainPage.objects.get(pk=page.pk).live


def test_what_was_decided_leads_back_to_the_list(
    client: Client, page: PlainPage, state: Any, editors: Any
) -> None:
    state.task.specific.on_action(state, editors[1], "approve")
    client.force_login(editors[0])

    response = client.get(_address(state))

    assert response["Location"] == reverse("steps")


def test_a_step_of_wagtails_own_kind_is_taken_in_the_admin(
    client: Client, page: PlainPage, offered: Any, editors: Any
) -> None:
    task = GroupApprovalTask.objects.create(name="Groep")
    task.groups.set(editors[0].groups.all())
    own = offered(page, task)
    client.force_login(editors[0])

    response = client.get(_address(own))

    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    member: Any = UserFactory(roles=[Role.MEMBER])
    client.force_login(member)
    assert client.get(_address(own)).status_code == 404


def test_a_script_in_any_text_stays_text(
    client: Client, page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    canary = "<script>alert(1)</script>"
    page.title = page.summary = canary
    page.save_revision(user=author)
    step = review(2)
    state = offered(page, step)
    step.on_action(state, editors[1], "approve", comment=canary)
    client.force_login(editors[0])

    for address in (_address(state), reverse("steps"), reverse("my_messages")):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_what_changes_on_a_page_that_is_live_is_marked(
    client: Client, page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    page.get_latest_revision().publish()
    page = PlainPage.objects.get(pk=page.pk)
    page.summary = "Samen taart maken."
    page.save_revision(user=author)
    state = offered(page, review())
    client.force_login(editors[0])

    html = client.get(_address(state)).content.decode()

    assert "<ins>" in html
    assert "taart" in html


def test_it_is_on_the_list_of_who_may_and_late_on_the_desk(
    page: PlainPage, state: Any, editors: Any, author: Any
) -> None:
    assert [item.address for item in waiting["steps"].items(editors[0])] == [_address(state)]
    assert not waiting["steps"].items(author)
    assert waiting["steps"].whom() == {each.pk for each in editors}  # type: ignore[misc]
    assert not desk["overdue steps"].items(editors[0])

    state.due_on = "2020-01-01"
    state.save()

    assert len(desk["overdue steps"].items(editors[0])) == 1


def test_who_may_not_costs_as_many_queries_however_much_waits(
    home: HomePage, page: PlainPage, review: Any, offered: Any, author: Any
) -> None:
    step = review()
    offered(page, step)
    member: Any = UserFactory(roles=[Role.MEMBER])
    with CaptureQueriesContext(connection) as one:
        assert not waiting["steps"].items(member)

    for number in range(3):
        more = home.add_child(instance=PlainPage(title=f"Soep {number}", live=False))
        more.save_revision(user=author)
        offered(more, step)
    again: Any = type(member).objects.get(pk=member.pk)
    with CaptureQueriesContext(connection) as four:
        assert not waiting["steps"].items(again)

    assert len(four) == len(one)
