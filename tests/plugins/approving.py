"""Run in a process of its own, with the toy installed: an approval from beginning to end."""

import json
from typing import Any

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils.translation import override  # noqa: E402
from schakel_toy.models import ShortSentences  # type: ignore[import-not-found]  # noqa: E402
from wagtail.models import PageLogEntry, Workflow, WorkflowTask  # noqa: E402

from cms.builtin.peer_review.models import PeerReview  # noqa: E402
from cms.models import Notice, PlainPage  # noqa: E402
from cms.notices.kinds import kinds  # noqa: E402
from cms.panels import filled_home_panels  # noqa: E402
from cms.plugins.plugin import plugins  # noqa: E402
from network.enums import Role  # noqa: E402
from tests.conftest import front_page  # noqa: E402
from tests.factories import UserFactory  # noqa: E402


def approve() -> dict[str, object]:
    """Offer a page, let two editors look at it, and tell what happened."""
    roles = [Role.MEMBER, Role.EDITOR, Role.EDITOR]
    people: list[Any] = [UserFactory(roles=[role]) for role in roles]
    maker, first, second = people
    for editor in (first, second):
        editor._past_second_step = True
    steps = [
        ShortSentences.objects.create(name="Korte zinnen"),
        PeerReview.objects.create(name="Meekijken", approvals=1),
    ]
    workflow = Workflow.objects.create(name="Goedkeuring")
    for order, step in enumerate(steps):
        step.groups.add(Group.objects.get(name=Role.EDITOR))
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=order)
    with transaction.atomic():
        home = front_page()
    page = home.add_child(instance=PlainPage(title="Soep", slug="soep", live=False))
    page.summary = "Een zin die " + "maar doorgaat en " * 9 + "nooit ophoudt."
    page.save_revision(user=maker)
    workflow.start(page, maker)
    told: dict[str, object] = {"plugin": repr(plugins["toy"]), "waits_at": []}
    told["findings"] = steps[0].findings(page)
    told["own_work"] = steps[0].get_actions(page, maker)
    for editor in (first, second):
        state = page.current_workflow_task_state
        told["waits_at"].append(state.task.name)  # type: ignore[attr-defined]
        told["live_halfway"] = PlainPage.objects.get(pk=page.pk).live
        state.task.specific.on_action(state, editor, "approve")
    told["live"] = PlainPage.objects.get(pk=page.pk).live
    told["notices"] = [notice.line for notice in Notice.objects.filter(kind="long_sentence")]
    told["kind"] = str(kinds["long_sentence"].label)
    panels = filled_home_panels(RequestFactory().get("/"), "nl")
    told["home"] = any(panel.template == "schakel_toy/panel.html" for panel in panels)
    entries = PageLogEntry.objects.filter(page=page.pk, action="wagtail.workflow.approve")
    told["log"] = [entry.data["workflow"]["task"]["title"] for entry in entries.order_by("pk")]
    return told


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    with override("nl"):
        print(json.dumps(approve()))  # noqa: T201  # the test that started this reads it
