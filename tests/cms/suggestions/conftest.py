"""A page that people improve, and people to do it."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from cms.models import HomePage, PlainPage, Suggestion
from cms.suggestions.services import suggest
from network.enums import Role
from network.models import User
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

BODY = [
    {"type": "text", "id": "b1", "value": "<p>Kom langs.</p><p>De koffie is <b>gratis</b>.</p>"},
    {"type": "quote", "id": "b2", "value": {"text": "Ik ken iedereen.", "speaker": "bezoeker"}},
]


def current(page: Page) -> Any:
    """Return the page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific


@pytest.fixture
def page(home: HomePage) -> PlainPage:
    """A published page with two paragraphs and a quote."""
    found: PlainPage = home.add_child(
        instance=PlainPage(
            title="Eettafel", slug="eettafel", summary="Samen eten.", body=json.dumps(BODY)
        )
    )
    found.save_revision().publish()
    found.refresh_from_db()
    return found


@pytest.fixture
def contributor(db: None) -> User:
    """A member of an organisation."""
    organisation = OrganisationFactory.create(name="Buurthuis")
    user: User = MemberFactory.create(user__name="Mia Meedoet", organisation=organisation).user
    return user


@pytest.fixture
def editor(db: None) -> User:
    user: User = UserFactory.create(roles=[Role.EDITOR])
    return user


Suggesting = Callable[..., Suggestion]


@pytest.fixture
def suggesting(page: PlainPage, contributor: User) -> Suggesting:
    """Suggest something on the page as it is now, by the member unless somebody else is named."""

    def make(changes: dict[str, str], on: Any = None, **more: Any) -> Suggestion:
        target = on or current(page)
        values: dict[str, Any] = {"contributor": contributor, "key": uuid4()}
        base = {"base_revision_id": target.live_revision_id}
        return suggest(target, changes, **(values | base | more))

    return make


@pytest.fixture
def approval(page: PlainPage) -> Workflow:
    """An approval that was chosen for this page: one step, of the editors."""
    made: Workflow = Workflow.objects.create(name="Een redacteur kijkt")
    task = GroupApprovalTask.objects.create(name="Redactie")
    task.groups.set(Group.objects.filter(name=Role.EDITOR))
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=page)
    return made
