"""What waits for a reviewer, read at once for all pages it is about."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, TaskState, WorkflowState

from cms.models import Suggestion
from cms.notices.audience import Doors
from cms.suggestions.reviewers import actions_of, is_own, reviewers


@dataclass(frozen=True, slots=True)
class Queued:
    """A suggestion that somebody may look at; `step` is that of the approval it waits in."""

    suggestion: Suggestion
    step: TaskState | None
    is_ready: bool


def queue_of(user: Any) -> list[Queued]:
    """Return what this account may look at, the longest waiting first."""
    rows = list(Suggestion.objects.waiting().select_related("page", "contributor"))
    if not rows:
        return []
    pages = _open_pages(user, {row.page_id for row in rows})
    ruled = {pk for pk, page in pages.items() if any(rule.may(user, page) for rule in reviewers)}
    steps = _steps(rows)
    found = []
    for row in rows:
        if row.page_id not in pages or is_own(row, user):
            continue
        step = steps.get(str(row.pk))
        takes = step is None or "approve" in actions_of(step, row, user)
        if row.page_id in ruled or (step is not None and takes):
            found.append(Queued(row, step, takes))
    return found


def _open_pages(user: Any, ids: set[int]) -> dict[int, Page]:
    pages = Page.objects.live().filter(pk__in=ids).specific()
    return {page.pk: page for page in Doors().open_to(user, pages)}


def _steps(rows: list[Suggestion]) -> dict[str, TaskState]:
    """Return the step of each suggestion that is in an approval, by its id as text."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Suggestion),
        object_id__in=[str(row.pk) for row in rows],
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__status=TaskState.STATUS_IN_PROGRESS,
    ).select_related("current_task_state__task")
    return {state.object_id: state.current_task_state for state in states}
