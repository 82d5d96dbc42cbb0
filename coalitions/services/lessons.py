"""A lesson noted in passing: with an update, at an answer, or when a coalition ends."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition
from knowledge.models import Activity, Lesson, LessonActivity, LessonIndex

LONGEST = 250


@transaction.atomic
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
    statement = _one_line(statement)
    index = _index()
    lesson = Lesson(
        title=statement,
        verdict=verdict,
        explanation=f"<p>{escape(source_note)}</p>" if source_note else "",
        contributor=contributor,
        contributor_organisation=organisation,
        learned_from=learned_from.original.page_ptr if learned_from else _page_of(coalition),
        learned_on=learned_on or timezone.localdate().isoformat(),
        owner=contributor,
        live=False,
    )
    for activity in _about(coalition, activities):
        lesson.activity_links.add(LessonActivity(activity=activity))
    index.add_child(instance=lesson)
    _offer(lesson, index, contributor)
    return lesson


def _one_line(statement: str) -> str:
    """Return a statement on one line. Raises `CoalitionError` for one that is empty or too long."""
    found = " ".join(statement.split())
    if not found or len(found) > LONGEST:
        raise CoalitionError(
            _("Say what you learned in one or two sentences: at most %(longest)d characters.")
            % {"longest": LONGEST}
        )
    return found


def _index() -> LessonIndex:
    found: LessonIndex | None = LessonIndex.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if found is None:
        raise CoalitionError(_("There is no list of lessons yet. Ask an editor to make one."))
    return found


def _page_of(coalition: Coalition | None) -> Any:
    """Return the page it was learned on, where everybody may know of that page."""
    page = coalition.page if coalition and coalition.is_public else None
    return page.original.page_ptr if page else None


def _about(coalition: Coalition | None, activities: Iterable[Activity]) -> list[Activity]:
    """Return the originals of all activities it is about, each once, in order."""
    run = coalition.activities.all() if coalition else ()
    return list({each.original.pk: each.original for each in (*activities, *run)}.values())


def _offer(lesson: Lesson, index: LessonIndex, contributor: Any) -> None:
    """Publish a new lesson or leave it with the editors."""
    revision = lesson.save_revision(user=contributor, log_action=True)
    if index.permissions_for_user(contributor).can_publish_subpage():
        revision.publish(user=contributor)
        lesson.refresh_from_db()
    elif workflow := lesson.get_workflow():
        workflow.start(lesson, contributor)
