"""Workflows that a new site has: made once by `migrate`, and the administrator's from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from cms.plugins.models import MadeWorkflow
from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a default workflow: its model as `app.Model`, its name, fields and groups.

    The step is left out where the plugin that brings it is not there.
    """

    task: str
    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    groups: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DefaultWorkflow:
    """A workflow for the pages below each list page of one type, given as `app.Model`.

    Names are stored, in the first language of the site: an administrator may change them.
    """

    name: str
    index: str
    steps: Sequence[Step]


default_workflows: Registry[DefaultWorkflow] = Registry("default workflow")


def make(**_kwargs: Any) -> None:
    """Make the default workflows that were not made before, and attach them."""
    known = set(MadeWorkflow.objects.values_list("code", flat=True))
    for code in default_workflows.names():
        if code not in known:
            _make(code, default_workflows[code])


@transaction.atomic
def _make(code: str, wanted: DefaultWorkflow) -> None:
    steps = [step for step in wanted.steps if apps.is_installed(_app_of(step))]
    if not steps:
        return
    workflow = Workflow.objects.create(name=wanted.name)
    for order, step in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=_made(step), sort_order=order)
    MadeWorkflow.objects.create(code=code, workflow=workflow)
    for page in apps.get_model(wanted.index)._default_manager.all():
        attach(page, workflow)


def _app_of(step: Step) -> str:
    label = step.task.partition(".")[0]
    return next((each.name for each in apps.get_app_configs() if each.label == label), label)


def _made(step: Step) -> Any:
    task = apps.get_model(step.task)._default_manager.create(name=step.name, **step.fields)
    if step.groups:
        task.groups.set([Group.objects.get_or_create(name=name)[0] for name in step.groups])
    return task


def attach(page: Page, workflow: Workflow) -> None:
    """Let the pages below `page` go through this workflow, unless another was chosen for them."""
    WorkflowPage.objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})


def on_new_list(sender: Any, instance: Any, created: bool, raw: bool = False, **_: Any) -> None:
    """A new list page, also in another language, has the workflow of its type from the start."""
    label = sender._meta.label if created and not raw else ""
    codes = [code for code in default_workflows.names() if default_workflows[code].index == label]
    made = MadeWorkflow.objects.filter(code__in=codes, workflow__active=True) if codes else ()
    for each in made:
        attach(instance, each.workflow)


post_save.connect(on_new_list, dispatch_uid="cms.plugins.on_new_list")
