"""Taking a step, from the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import ReviewState
from cms.plugins.exceptions import ReviewError
from cms.plugins.things import as_offered, thing_of


@transaction.atomic
def take(
    state: ReviewState, user: Any, action: str, seen: int | None, answers: dict[str, Any]
) -> None:
    """Approve or send back; `seen` is the version that somebody read.

    Raises `ReviewError` for who may not (any more), and when the text changed since.
    """
    row = ReviewState.objects.select_for_update().get(pk=state.pk)
    thing = thing_of(row)
    if seen != thing.latest_revision_id:
        raise ReviewError(
            _("The text was changed since you opened it. Read it again; nothing was kept.")
        )
    try:
        row.task.specific.on_action(row, user, action, **answers)
    except PermissionDenied as error:
        raise ReviewError(
            _("This does not wait for you any more. Perhaps somebody else looked at it.")
        ) from error


def findings_of(state: ReviewState) -> list[str]:
    """Return what this step has to look at, in the active language."""
    return list(state.task.specific.findings(as_offered(thing_of(state))))
