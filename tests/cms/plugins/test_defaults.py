"""The workflows that a new site has, and what an administrator makes of them."""

from typing import Any

import pytest
from wagtail.models import Workflow, WorkflowPage

from cms.models import HomePage
from cms.plugins.defaults import default_workflows, make
from cms.plugins.models import MadeWorkflow
from knowledge.models import GuidanceIndex, LessonIndex, PracticeIndex

pytestmark = pytest.mark.django_db


def _made(code: str) -> Any:
    return MadeWorkflow.objects.get(code=code).workflow


def _names(workflow: Workflow) -> list[str]:
    return [type(task.specific).__name__ for task in workflow.tasks]


@pytest.mark.parametrize(
    ("index", "steps"),
    [
        (PracticeIndex, ["PrivacyCheck", "PeerReview"]),
        (GuidanceIndex, ["EvidenceCheck", "PeerReview"]),
        (LessonIndex, ["PeerReview"]),
    ],
)
def test_a_new_list_has_the_workflow_of_its_type(
    home: HomePage, index: type, steps: list[str]
) -> None:
    page = home.add_child(instance=index(title="Lijst", slug="lijst"))

    assert _names(page.get_workflow()) == steps


def test_guidance_needs_two_knowledge_editors(db: None) -> None:
    made = _made("guidance")

    peers = made.tasks.last().specific

    assert peers.approvals == 2
    assert [group.name for group in peers.groups.all()] == ["editor"]


def test_what_an_administrator_changed_is_not_made_again(home: HomePage) -> None:
    made = _made("lesson")
    made.name = "Onze eigen weg"
    made.save()
    _made("practice").delete()
    before = Workflow.objects.count()

    make()

    assert Workflow.objects.count() == before
    assert _made("lesson").name == "Onze eigen weg"
    assert _made("practice") is None


def test_another_choice_for_a_list_stays(home: HomePage) -> None:
    page = home.add_child(instance=LessonIndex(title="Lessen", slug="lessen"))
    own = Workflow.objects.create(name="Eigen")
    WorkflowPage.objects.filter(page_id=page.pk).update(workflow=own)

    page.title = "Alle lessen"
    page.save()
    make()

    assert LessonIndex.objects.get(pk=page.pk).get_workflow() == own


def test_a_workflow_that_is_switched_off_is_not_attached(home: HomePage) -> None:
    _made("lesson").deactivate()

    page = home.add_child(instance=LessonIndex(title="Lessen", slug="lessen"))

    assert not WorkflowPage.objects.filter(page_id=page.pk).exists()


def test_lists_that_were_there_before_get_theirs_with_the_migration(home: HomePage) -> None:
    page = home.add_child(instance=LessonIndex(title="Lessen", slug="lessen"))
    WorkflowPage.objects.filter(page_id=page.pk).delete()
    _made("lesson").delete()
    MadeWorkflow.objects.filter(code="lesson").delete()

    make()

    assert _names(LessonIndex.objects.get(pk=page.pk).get_workflow()) == ["PeerReview"]


def test_every_default_names_steps_that_exist() -> None:
    assert {step.task for each in default_workflows for step in each.steps} == {
        "privacy_check.PrivacyCheck",
        "evidence_check.EvidenceCheck",
        "peer_review.PeerReview",
    }
