"""A lesson noted in passing: with an update, at an answer, or when a coalition ends."""

from collections.abc import Iterable
from typing import Any

from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, Lesson
from knowledge.services.lessons import LONGEST, Noted, note

__all__ = ["LONGEST", "note_lesson"]


def note_lesson(
    statement: str,
    *,
    coalition: Coalition | None = None,
    activities: Iterable[Activity] = (),
    contributor: Any,
    organisation: Any,
    source_note: str = "",
    verdict: str = "open",
    learned_from: Any = None,
    learned_on: str = "",
) -> Lesson:
    """Return a new lesson, linked to `activities` and to those that the coalition runs.

    It is published where its writer may do that, and otherwise waits for an editor. `source_note`
    says where it was told; it was learned from the page `learned_from`, or that of the coalition,
    on the day `learned_on`, or today. Raises `CoalitionError` for a statement that is empty or too
    long.
    """
    run = coalition.activities.all() if coalition else ()
    noted = Noted(
        statement,
        told=(source_note,),
        verdict=verdict,
        activities=(*activities, *run),
        learned_from=learned_from or _page_of(coalition),
        learned_on=learned_on,
    )
    try:
        return note(noted, contributor=contributor, organisation=organisation)
    except KnowledgeError as error:
        raise CoalitionError(str(error)) from error


def _page_of(coalition: Coalition | None) -> Any:
    """Return the page it was learned on, where everybody may know of that page."""
    return coalition.page if coalition and coalition.is_public else None
