"""What a step is about: a page, a suggestion or any other object with a workflow."""

from typing import Any

from wagtail.models import Page, Revision

from cms.models import Suggestion


def specific(thing: Any) -> Any:
    """Return a page as the page of its own type, and anything else as it is."""
    return thing.specific if isinstance(thing, Page) else thing


def thing_of(state: Any) -> Any:
    """Return what the workflow of this step runs on, as it stands in the database."""
    return specific(state.workflow_state.content_object)


def as_offered(thing: Any) -> Any:
    """Return a page or other object as it would be, once everybody agreed.

    For a suggestion that is its page with the suggested texts in it; it is not saved.
    """
    if not isinstance(thing, Suggestion):
        return specific(thing).get_latest_revision_as_object()
    from cms.suggestions.passages import proposal  # there the models of pages are loaded
    from cms.suggestions.units import written

    page = specific(thing.page)
    written(page, {change["unit"]: change["after"] for change in proposal(thing)})
    return page


def page_of(thing: Any) -> Page | None:
    """Return the page that this is, or is about; None where there is none."""
    if isinstance(thing, Suggestion):
        return specific(thing.page)
    return thing if isinstance(thing, Page) else None


def authors_of(thing: Any) -> set[int]:
    """Return the accounts whose own work waits: they wrote it, or asked for the approval."""
    if isinstance(thing, Suggestion):
        return {pk for pk in [thing.contributor_id] if pk}
    state = thing.current_workflow_state
    found = {state.requested_by_id if state else None}
    revisions = Revision.objects.for_instance(thing)
    if live := getattr(thing, "live_revision", None):
        revisions = revisions.filter(created_at__gt=live.created_at)
    elif not thing.live:
        found.add(getattr(thing, "owner_id", None))
    else:
        # Put online without a version, as by an import: only the last hand counts.
        revisions = revisions.filter(pk=thing.latest_revision_id)
    found |= set(revisions.values_list("user_id", flat=True))
    return {pk for pk in found if pk}


def title_of(thing: Any) -> str:
    """Return what a person calls it, as it was last written."""
    page = page_of(thing)
    return str((page.draft_title or page.title) if page else thing)
