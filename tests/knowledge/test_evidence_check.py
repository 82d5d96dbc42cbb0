"""A claim says what it rests on before it goes on the site."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override
from wagtail.models import WorkflowTask

from knowledge.evidence_check.models import EvidenceCheck
from knowledge.evidence_check.rules import missing
from knowledge.models import Guidance, GuidanceEvidence, PageSource
from network.enums import Role
from tests.factories import (
    GuidanceFactory,
    LessonFactory,
    OrganisationFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def guidance(home: Any) -> Guidance:
    """Guidance that claims something, with a source, a year and a level."""
    page: Guidance = GuidanceFactory(plausibility="likely", certainty="limited")
    page.source_links.add(PageSource(source=SourceFactory(year=2024)))
    page.evidence.add(_level())
    page.save()
    return page


def _level(**more: Any) -> GuidanceEvidence:
    values = {"level": "first_indications", "subject": "Samen eten", "given_by": "Raad"}
    return GuidanceEvidence(**values, given_on="2024", **more)


def test_a_claim_with_source_date_and_level_lacks_nothing(guidance: Guidance) -> None:
    assert missing(guidance) == []


def test_guidance_that_claims_nothing_lacks_nothing(home: Any) -> None:
    assert missing(GuidanceFactory(plausibility="unknown")) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda page: page.source_links.clear(), "names no source"),
        (
            lambda page: page.source_links.set([PageSource(source=SourceFactory(year=None))]),
            "has no year",
        ),
        (lambda page: setattr(page, "certainty", "unknown"), "not how sure we are"),
        (lambda page: page.evidence.clear(), "Which level"),
        (lambda page: setattr(page, "plausibility", "conditional"), "does not say what"),
        (
            lambda page: page.evidence.set([_level(valid_until=date(2001, 1, 1))]),
            "no longer holds",
        ),
    ],
)
def test_what_a_claim_lacks_is_said(guidance: Guidance, change: Any, said: str) -> None:
    with override("en"):
        change(guidance)
        guidance.save()

        assert said in " ".join(missing(Guidance.objects.get(pk=guidance.pk)))


def test_a_lesson_that_claims_something_says_where_when_and_who(home: Any) -> None:
    organisation: Any = OrganisationFactory()
    bare = LessonFactory(verdict="works", learned_on="", voice="")
    full = LessonFactory(
        verdict="works",
        learned_on="2025",
        voice="volunteer",
        contributor_organisation=organisation,
    )

    assert len(missing(bare)) == 3
    assert missing(full) == []
    assert missing(LessonFactory(verdict="open")) == []


def test_the_step_waits_with_what_is_missing_and_somebody_lets_it_through(
    home: Any, account: Any
) -> None:
    editor = account(Role.EDITOR)
    step: EvidenceCheck = EvidenceCheck.objects.create(name="Onderbouwing")
    step.groups.add(Group.objects.get(name=Role.EDITOR))
    page = GuidanceFactory(plausibility="likely", certainty="experience", live=False)
    page.save_revision(user=UserFactory())
    workflow = page.get_workflow()
    WorkflowTask.objects.filter(workflow=workflow).delete()
    WorkflowTask.objects.create(workflow=workflow, task=step)

    workflow.start(page, UserFactory())

    state = page.current_workflow_task_state
    assert state.task.specific == step
    assert len(step.findings(page)) == 1
    step.on_action(state, editor, "approve", comment="Ervaring van tien jaar")
    assert Guidance.objects.get(pk=page.pk).live
