"""Whoever leads a coalition approves what is about it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowTask

from coalitions.lead_approval.models import LeadApproval
from coalitions.lead_approval.rules import coalitions_of
from knowledge.models import Practice, PracticeActivity
from network.enums import Role
from tests.factories import (
    ActivityFactory,
    CoalitionPageFactory,
    PracticeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(home: Any) -> Any:
    """A draft of a practice about an activity that a coalition runs."""
    lead, deputy = UserFactory(roles=[Role.LEAD]), UserFactory(roles=[Role.LEAD])
    coalition = CoalitionPageFactory(facts__lead=lead, facts__deputy=deputy).coalition
    activity = ActivityFactory()
    coalition.activities.set([activity])
    page = PracticeFactory(live=False)
    page.activity_links.add(PracticeActivity(activity=activity))
    page.save()
    page.lead, page.deputy = lead, deputy
    return page


def _offer(page: Any, by: Any) -> Any:
    page.save_revision(user=by)
    step = LeadApproval.objects.create(name="Trekker")
    workflow = page.get_workflow()
    WorkflowTask.objects.filter(workflow=workflow).delete()
    WorkflowTask.objects.create(workflow=workflow, task=step)
    workflow.start(page, by)
    return page.current_workflow_task_state


def test_the_lead_approves_without_entering_the_admin(practice: Any) -> None:
    state = _offer(practice, UserFactory(roles=[Role.MEMBER]))
    step = state.task.specific

    assert not step.get_actions(practice, UserFactory(roles=[Role.LEAD]))
    assert {each.pk for each in step.reviewers(practice)} == {
        practice.lead.pk,
        practice.deputy.pk,
    }
    step.on_action(state, practice.lead, "approve")

    assert Practice.objects.get(pk=practice.pk).live


def test_a_lead_who_wrote_it_leaves_it_to_the_deputy(practice: Any) -> None:
    state = _offer(practice, practice.lead)
    step = state.task.specific

    assert not step.get_actions(practice, practice.lead)
    assert [each.pk for each in step.reviewers(practice)] == [practice.deputy.pk]
    assert step.get_actions(practice, practice.deputy)


def test_where_nobody_leads_the_coordinator_does(home: Any, account: Any) -> None:
    page = PracticeFactory(live=False)
    coordinator = account(Role.COORDINATOR)
    state = _offer(page, UserFactory(roles=[Role.MEMBER]))
    step = state.task.specific

    assert not coalitions_of(page).exists()
    assert [each.pk for each in step.reviewers(page)] == [coordinator.pk]
    assert step.get_actions(page, coordinator)


def test_the_page_of_a_coalition_is_about_that_coalition(home: Any) -> None:
    page = CoalitionPageFactory(facts__lead=UserFactory())

    assert [each.translation_key for each in coalitions_of(page)] == [page.translation_key]


def test_a_page_that_cannot_be_published_says_why_on_the_screen_of_the_step(
    home: Any, client: Client
) -> None:
    lead = UserFactory(roles=[Role.LEAD])
    page = CoalitionPageFactory(facts__lead=lead, live=False)
    page.lead = lead
    state = _offer(page, UserFactory(roles=[Role.MEMBER]))
    deputy: Any = UserFactory(roles=[Role.LEAD])
    coalition = page.coalition
    coalition.lead, coalition.deputy = None, deputy
    coalition.save()
    client.force_login(deputy)

    response = client.post(
        reverse("review_step", args=[state.pk]),
        {"action": "approve", "seen": page.latest_revision_id},
        follow=True,
    )

    assert response.status_code == 200
    assert any("trekker" in str(said) for said in response.context["messages"])
    assert not type(page).objects.get(pk=page.pk).live
