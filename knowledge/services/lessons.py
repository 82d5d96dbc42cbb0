"""A lesson noted in passing: somewhere else than on a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from knowledge.enums import Stance, Verdict
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, Guidance, Lesson, LessonActivity, LessonGuidance, LessonIndex

LONGEST = 250


@dataclass(frozen=True, slots=True)
class Noted:
    """What was learned and where; all but the statement may be left out.

    `told` are paragraphs of plain text. It was learned from the page `learned_from` on the day
    `learned_on`, or today. `guidance` are pieces of guidance, each with what the lesson does to it.
    """

    statement: str
    told: tuple[str, ...] = ()
    verdict: str = Verdict.OPEN
    conditions: str = ""
    activities: Iterable[Activity] = ()
    guidance: Iterable[tuple[Guidance, Stance]] = ()
    learned_from: Any = None
    learned_on: str = ""


@transaction.atomic
def note(noted: Noted, *, contributor: Any, organisation: Any) -> Lesson:
    """Return a new lesson with its links.

    It is published where its writer may do that, and otherwise waits for an editor. Raises
    `KnowledgeError` for a statement that is empty or too long.
    """
    index = lesson_index()
    lesson = Lesson(
        title=_one_line(noted.statement),
        verdict=noted.verdict,
        conditions=noted.conditions,
        explanation="".join(f"<p>{escape(each)}</p>" for each in noted.told if each),
        contributor=contributor,
        contributor_organisation=organisation,
        learned_from=noted.learned_from.original.page_ptr if noted.learned_from else None,
        learned_on=noted.learned_on or timezone.localdate().isoformat(),
        owner=contributor,
        live=False,
    )
    # Originals, each once, in order.
    for activity in {each.original.pk: each.original for each in noted.activities}.values():
        lesson.activity_links.add(LessonActivity(activity=activity))
    for guidance, stance in noted.guidance:
        lesson.guidance_links.add(LessonGuidance(guidance=guidance.original, stance=stance))
    index.add_child(instance=lesson)
    _offer(lesson, index, contributor)
    return lesson


def _one_line(statement: str) -> str:
    """Return a statement on one line. Raises `KnowledgeError` for one that is empty or too long."""
    found = " ".join(statement.split())
    if not found or len(found) > LONGEST:
        raise KnowledgeError(
            _("Say what you learned in one or two sentences: at most %(longest)d characters.")
            % {"longest": LONGEST}
        )
    return found


def lesson_index() -> LessonIndex:
    """Return the list of lessons. Raises `KnowledgeError` where there is none yet."""
    found: LessonIndex | None = LessonIndex.objects.filter(
        locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if found is None:
        raise KnowledgeError(_("There is no list of lessons yet. Ask an editor to make one."))
    return found


def _offer(lesson: Lesson, index: LessonIndex, contributor: Any) -> None:
    """Publish a new lesson or leave it with the editors."""
    revision = lesson.save_revision(user=contributor, log_action=True)
    if index.permissions_for_user(contributor).can_publish_subpage():
        revision.publish(user=contributor)
        lesson.refresh_from_db()
    elif workflow := lesson.get_workflow():
        workflow.start(lesson, contributor)
