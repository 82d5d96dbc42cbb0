"""Changing a published page beside what somebody else has in a draft of it."""

from collections.abc import Callable, Mapping
from typing import Any

from wagtail.models import Page, Revision, WorkflowState

Edit = Callable[[Any], bool]


def put(page: Any, values: Mapping[str, str], by: Any) -> Revision:
    """Publish these fields of a page; a draft that there is gets them too.

    The draft keeps what its writer changed in the same field.
    """
    before = {name: getattr(page, name) for name in values}

    def edit(version: Any) -> bool:
        for name, value in values.items():
            if getattr(version, name) == before[name]:
                setattr(version, name, value)
        return True

    republish(page, edit, by)
    revision: Revision = page.live_revision
    return revision


def republish(page: Any, edit: Edit, by: Any) -> bool:
    """Change a page as its readers see it, and the draft that there is; False: nothing to change.

    What was never published stays a draft. Publishing ends a review that goes on; it begins again
    with the draft as it is now, so that nobody approves what they never saw.
    """
    if not page.live:
        copy: Any = page.get_latest_revision_as_object()
        changed = edit(copy)
        if changed:
            copy.save_revision(user=by, clean=False)
        return changed
    draft = page.get_latest_revision() if page.has_unpublished_changes else None
    # Publishing takes the hour at which it was to be published from every other version.
    hour = draft.approved_go_live_at if draft else None
    review = page.current_workflow_state if draft else None
    asked_by = review.requested_by if review else None
    if not edit(page):
        return False
    # As it stands: a text that is long there may miss what was asked of pages since.
    revision = page.save_revision(user=by, clean=False)
    revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db(fields=["live_revision", "last_published_at", "first_published_at"])
    if draft is not None:
        _bring_along(page, draft, edit, hour)
        if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS:
            fresh: Any = Page.objects.get(pk=page.pk).specific
            review.workflow.start(fresh, asked_by)
    return True


def _bring_along(page: Any, draft: Revision, edit: Edit, hour: Any) -> None:
    """Save the draft again, on top of what was just published."""
    copy: Any = draft.as_object()
    edit(copy)
    for name in ("live", "live_revision", "last_published_at", "first_published_at"):
        setattr(copy, name, getattr(page, name))
    copy.save_revision(user=draft.user, approved_go_live_at=hour, clean=False)
