"""What somebody added and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState, WorkflowState

from cms.desk import WaitingItem, WaitingList, waiting
from knowledge.contributing.kinds import KINDS, Kind, kind_of

MOST = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of somebody, as lists show it; `reason` says why it was sent back."""

    page: Any
    kind: Kind
    is_waiting: bool = False
    is_sent_back: bool = False
    reason: str = ""


def drafts_of(user: Any) -> list[Draft]:
    """Return what somebody added and nobody published yet, the latest first."""
    found = []
    for kind in KINDS.values():
        model: Any = kind.model
        own = model.objects.originals().filter(owner=user, live=False, first_published_at=None)
        found += list(own.order_by("-latest_revision_created_at")[:MOST])
    found.sort(key=lambda page: page.latest_revision_created_at or page.pk, reverse=True)
    states = _states(found)
    return [_draft(page, states.get(page.pk)) for page in found]


def draft_state(page: Any) -> Draft:
    """Return one draft with how it stands."""
    return _draft(page, _states([page]).get(page.pk))


def _states(pages: Sequence[Any]) -> dict[int, TaskState]:
    """Return the last step of each page, in one query."""
    keys = [str(page.pk) for page in pages]
    rows = TaskState.objects.filter(
        workflow_state__base_content_type__model="page",
        workflow_state__object_id__in=keys,
        workflow_state__status__in=("in_progress", "needs_changes"),
    )
    ordered = rows.select_related("workflow_state").order_by("started_at", "pk")
    return {int(row.workflow_state.object_id): row for row in ordered}


def _draft(page: Page, step: TaskState | None) -> Draft:
    kind = kind_of(page)
    if kind is None:
        raise TypeError(f"{page!r} is nothing that people add")
    if step is None:
        return Draft(page, kind)
    sent_back = step.status == TaskState.STATUS_REJECTED
    return Draft(
        page,
        kind,
        is_waiting=step.status == TaskState.STATUS_IN_PROGRESS,
        is_sent_back=sent_back,
        reason=step.comment if sent_back else "",
    )


def _asked() -> set[int]:
    """Return who has something that came back, other things than pages included."""
    back = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    return set(back.exclude(requested_by=None).values_list("requested_by", flat=True))


def _with_sent_back() -> Collection[int]:
    """Return the accounts of which something came back."""
    asked = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    return set(asked.exclude(requested_by=None).values_list("requested_by", flat=True))


def _sent_back(user: Any) -> Sequence[WaitingItem]:
    return [
        WaitingItem(
            _("“%(title)s” came back with a question.") % {"title": draft.page.title},
            reverse("draft_edit", args=[draft.page.pk]),
        )
        for draft in drafts_of(user)
        if draft.is_sent_back
    ]


waiting.register(
    "knowledge.sent_back",
    WaitingList(gettext_lazy("What came back to you"), _sent_back, order=40, whom=_with_sent_back),
)
