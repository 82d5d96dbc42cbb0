"""What this floor puts on the home page."""

from typing import Any

from django.http import HttpRequest

from cms.panels import HomePanel, home_panels
from knowledge.enums import Verdict
from knowledge.models import Lesson
from knowledge.reads.facts import with_activities

LESSONS_SHOWN = 4


def latest_lessons(_request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the newest `lessons`, at least one of which says what did not work, if any does."""
    newest = Lesson.objects.shown_in(language).order_by("-first_published_at", "-pk")
    failed = list(newest.where_original(verdict=Verdict.DID_NOT_WORK)[:1])
    others = newest.exclude(pk__in=[lesson.pk for lesson in failed])
    lessons = [*others[: LESSONS_SHOWN - len(failed)], *failed]
    return {"lessons": with_activities(lessons, language)} if lessons else {}


home_panels.register(
    "knowledge.lessons",
    HomePanel("knowledge/panels/latest_lessons.html", latest_lessons, order=40),
)
