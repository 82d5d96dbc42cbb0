"""Steps of a workflow: who takes them, never at one's own work, and what follows."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry

from cms.builtin.peer_review.models import Approval
from cms.models import MailChoice, Notice, OutgoingMail, PlainPage, ReviewState
from cms.plugins.tasks import remind
from network.enums import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _names(state: Any, thing: Any, user: Any) -> set[str]:
    return {name for name, *_rest in state.task.specific.get_actions(thing, user)}


def test_an_editor_approves_and_the_page_is_on_the_site(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    state = offered(page, review())

    state.task.specific.on_action(state, editors[0], "approve", comment="Mooi verteld")

    page.refresh_from_db()
    assert page.live
    entry = PageLogEntry.objects.get(page=page.pk, action="wagtail.workflow.approve")
    assert (entry.user, entry.data["comment"]) == (editors[0], "Mooi verteld")


def test_the_step_has_a_day_and_its_reviewers_are_told(
    page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    state = offered(page, review())

    assert state.due_on == timezone.localdate() + timedelta(days=14)
    told = Notice.objects.filter(kind="step_waits")
    assert {notice.recipient_id for notice in told} == {each.pk for each in editors}
    assert told[0].address == reverse("review_step", args=[state.pk])


def test_nobody_is_offered_to_approve_their_own_work(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    page.save_revision(user=editors[0])

    state = offered(page, review())

    assert _names(state, page, editors[0]) == set()
    assert _names(state, page, editors[1]) == {"approve", "reject"}
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, editors[0], "approve")


@pytest.mark.parametrize("own", ["written", "requested", "owned"])
def test_nobody_approves_their_own_work_from_code_either(
    own: str, page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    editor = editors[0]
    if own == "written":
        page.save_revision(user=editor)
        page.save_revision(user=author)
    if own == "owned":
        page.owner = editor
        page.save()
    state = offered(page, review(), by=editor if own == "requested" else author)

    with pytest.raises(PermissionDenied):
        state.approve(user=editor)

    page.refresh_from_db()
    assert not page.live
    assert ReviewState.objects.get(pk=state.pk).status == "in_progress"


def test_nobody_approves_their_own_work_in_a_step_of_wagtails_own_kind(
    client: Client, page: PlainPage, offered: Any, editors: Any
) -> None:
    task = GroupApprovalTask.objects.create(name="Groep")
    task.groups.add(Group.objects.get(name=Role.EDITOR))
    page.save_revision(user=editors[0])
    state = offered(page, task)
    client.force_login(editors[0])
    args = [page.pk, "approve", state.pk]

    client.post(reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": ""})

    page.refresh_from_db()
    assert not page.live
    assert page.current_workflow_task_state.status == "in_progress"


def test_a_superuser_does_not_approve_their_own_work_either(
    page: PlainPage, review: Any, offered: Any, superuser: Any
) -> None:
    page.save_revision(user=superuser)

    state = offered(page, review())

    assert _names(state, page, superuser) == set()


def test_the_step_of_another_page_is_not_approved_through_a_page_that_may(
    client: Client, home: Any, page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    """Wagtail's address takes a page and a step, and asks only about the page."""
    other = home.add_child(instance=PlainPage(title="Ander", slug="ander", live=False))
    other.save_revision(user=editors[0])
    step = review()
    offered(page, step)
    foreign = offered(other, step, by=editors[0])
    client.force_login(editors[0])
    args = [page.pk, "approve", foreign.pk]

    response = client.post(
        reverse("wagtailadmin_pages:workflow_action", args=args), {"comment": ""}
    )

    assert response.status_code in {302, 403}
    assert not PlainPage.objects.get(pk=other.pk).live
    assert not PlainPage.objects.get(pk=page.pk).live


def test_two_approvals_are_of_two_people(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    state = offered(page, review(2))
    task = state.task.specific

    task.on_action(state, editors[0], "approve", comment="Eerste")
    assert not PlainPage.objects.get(pk=page.pk).live
    assert PageLogEntry.objects.filter(page=page.pk, action="cms.approval").count() == 1
    with pytest.raises(PermissionDenied):
        task.on_action(state, editors[0], "approve")
    task.on_action(state, editors[1], "approve")

    assert PlainPage.objects.get(pk=page.pk).live


def test_approvals_lapse_when_the_text_changes(
    page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    state = offered(page, review(2))
    state.task.specific.on_action(state, editors[0], "approve")

    page.save_revision(user=author)

    fresh = page.current_workflow_task_state
    assert fresh.pk != state.pk
    assert fresh.revision_id == page.latest_revision_id
    fresh.task.specific.on_action(fresh, editors[1], "approve")
    assert not PlainPage.objects.get(pk=page.pk).live
    assert Approval.objects.of(fresh).count() == 1


def test_approvals_lapse_when_the_same_version_is_written_over(
    page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    """The admin saves by itself into the version that is there."""
    state = offered(page, review(2))
    state.task.specific.on_action(state, editors[0], "approve")

    page.summary = "Iets heel anders."
    page.save_revision(user=author, overwrite_revision=page.get_latest_revision())

    fresh = page.current_workflow_task_state
    assert fresh.pk != state.pk
    assert not Approval.objects.of(fresh).exists()


def test_an_earlier_step_is_taken_again_when_the_text_changes(
    page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    first, second = review(), review()
    state = offered(page, first, second)
    first.on_action(state, editors[0], "approve")
    assert page.current_workflow_task == second

    page.save_revision(user=author)

    assert page.current_workflow_task == first


def test_sending_back_needs_a_reason_and_reaches_the_maker(
    page: PlainPage, review: Any, offered: Any, editors: Any, author: Any
) -> None:
    state = offered(page, review())
    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, editors[0], "reject", comment=" ")

    state.task.specific.on_action(state, editors[0], "reject", comment="Wie kookt er?")

    assert page.current_workflow_state.status == "needs_changes"
    notice = Notice.objects.get(kind="step_outcome")
    assert notice.recipient == author
    assert "Wie kookt er?" in notice.line


def test_what_was_decided_is_not_decided_again(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    state = offered(page, review())
    state.task.specific.on_action(state, editors[0], "approve")

    with pytest.raises(PermissionDenied):
        state.task.specific.on_action(state, editors[1], "reject", comment="Toch niet")


def test_who_is_late_is_reminded_once(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    offered(page, review())
    later = timezone.now() + timedelta(days=15)

    assert remind() == 0
    assert remind(later) == 2
    assert remind(later) == 0
    assert Notice.objects.filter(kind="step_overdue").count() == 2


def test_who_is_in_none_of_the_groups_may_nothing(
    page: PlainPage, review: Any, offered: Any
) -> None:
    state = offered(page, review())

    assert _names(state, page, UserFactory(roles=[Role.MEMBER])) == set()


def test_wagtail_sends_no_mail_of_its_own(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    task = GroupApprovalTask.objects.create(name="Groep")
    task.groups.add(Group.objects.get(name=Role.EDITOR))

    state = offered(page, task)
    state.reject(user=editors[0], comment="Nog niet")

    assert not OutgoingMail.objects.exists()
    assert set(Notice.objects.values_list("kind", flat=True)) == {"step_waits", "step_outcome"}


def test_who_chose_that_is_mailed_at_once(
    page: PlainPage, review: Any, offered: Any, editors: Any
) -> None:
    MailChoice.objects.create(user=editors[0], at_once=["step_waits"])

    offered(page, review())

    mail = OutgoingMail.objects.get()
    assert mail.recipient == editors[0]
    assert "Buren koken" in mail.text
