"""Changing a published page beside what somebody else has in a draft of it."""

from collections.abc import Mapping
from typing import Any

from wagtail.models import Page, Revision, WorkflowState


def put(page: Any, values: Mapping[str, str], by: Any) -> Revision:
    """Publish these fields of a page as its readers see it; a draft that there is gets them too.

    The draft keeps what its writer changed in the same field. Publishing ends a review that goes
    on; it begins again with the draft as it is now, so that nobody approves what they never saw.
    """
    before = {name: getattr(page, name) for name in values}
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    # Publishing takes the hour at which it was to be published from every other version.
    hour = draft.approved_go_live_at if draft else None
    review = page.current_workflow_state if draft else None
    asked_by = _asked_by(review)
    for name, value in values.items():
        setattr(page, name, value)
    # As it stands: a text that is long there may miss what was asked of pages since.
    revision: Revision = page.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    if draft is not None:
        _bring_along(page, draft, before, values, hour)
        if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS:
            fresh: Any = Page.objects.get(pk=page.pk).specific
            review.workflow.start(fresh, asked_by)
    return revision


def _asked_by(review: WorkflowState | None) -> Any:
    return review.requested_by if review else None


def _bring_along(
    page: Any, draft: Revision, before: Mapping[str, str], values: Mapping[str, str], hour: Any
) -> None:
    """Save the draft again, on top of what was just published."""
    copy: Any = draft.as_object()
    for name, value in values.items():
        if getattr(copy, name) == before[name]:
            setattr(copy, name, value)
    page.refresh_from_db()
    for name in ("live", "live_revision", "last_published_at", "first_published_at"):
        setattr(copy, name, getattr(page, name))
    copy.save_revision(user=draft.user, approved_go_live_at=hour, clean=False)
