"""A page that waits in a workflow with one step of peers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowTask

from cms.builtin.peer_review.models import PeerReview
from cms.models import HomePage, PlainPage
from network.enums import Role
from tests.factories import UserFactory


@pytest.fixture
def author(db: None) -> Any:
    return UserFactory(roles=[Role.MEMBER], email="maker@schakel.example")


@pytest.fixture
def editors(account: Any) -> list[Any]:
    """Two people who may review, past the second step."""
    first = account(Role.EDITOR)
    second: Any = UserFactory(roles=[Role.EDITOR], email="tweede@schakel.example")
    second._past_second_step = True
    return [first, second]


@pytest.fixture
def page(home: HomePage, author: Any) -> PlainPage:
    """A page that its author wrote and that nobody else saw yet."""
    made: PlainPage = home.add_child(
        instance=PlainPage(title="Buren koken", slug="buren", live=False, owner=author)
    )
    made.summary = "Samen soep maken."
    made.save_revision(user=author)
    return made


@pytest.fixture
def review(db: None) -> Callable[..., PeerReview]:
    """Make a step of peers: editors, as many as asked."""

    def make(approvals: int = 1) -> PeerReview:
        step: PeerReview = PeerReview.objects.create(name="Meekijken", approvals=approvals)
        step.groups.add(Group.objects.get(name=Role.EDITOR))
        return step

    return make


@pytest.fixture
def offered(author: Any) -> Callable[..., Any]:
    """Offer a page or other object for approval; return the step that waits first."""

    def offer(thing: Any, *steps: Any, by: Any = author) -> Any:
        workflow = Workflow.objects.create(name="Goedkeuring")
        for order, step in enumerate(steps):
            WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
        workflow.start(thing, by)
        return thing.current_workflow_task_state

    return offer
