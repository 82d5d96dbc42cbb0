"""What each page of this floor shows, in a fixed number of queries.

Pages that belong together are found through their originals and shown in the language of the
page they are shown on.
"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.contexts import shown_on
from cms.models import PlainPage
from cms.models.pages import without_private
from knowledge.enums import Stance
from knowledge.models import Activity, Guidance, Lesson, LessonGuidance, Practice, Source, Theme
from knowledge.reads.facts import (
    as_originals_say,
    by_verdict,
    linked,
    sources_of,
    themes_of,
    with_activities,
    with_facts,
)


@shown_on(Activity)
def activity_context(page: Activity, _request: HttpRequest) -> dict[str, Any]:
    """Return what an activity's page shows.

    `facts` (the original), `verdicts` (lessons by verdict), `lesson_count`, `practices`,
    `guidance`, `themes`, `sources`; the page itself gets `providers_list`,
    `neighbourhoods_list` and `target_groups_list`.
    """
    language = page.locale.language_code
    with_facts([page], "providers", "neighbourhoods", "target_groups")
    key = page.translation_key
    about = {"activity_links__activity__translation_key": key}
    found = Lesson.objects.shown_in(language).where_original(**about)
    lessons = as_originals_say(found.order_by("title"))
    return {
        "facts": page.original,
        "verdicts": by_verdict(lessons),
        "lesson_count": len(lessons),
        "practices": Practice.objects.shown_in(language).where_original(**about).order_by("title"),
        "guidance": Guidance.objects.shown_in(language)
        .where_original(lesson_links__lesson__in=Lesson.objects.originals().live().filter(**about))
        .order_by("title"),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


@shown_on(Practice)
def practice_context(page: Practice, _request: HttpRequest) -> dict[str, Any]:
    """Return what a practice's page shows.

    `facts`, `activities`, `verdicts` (lessons learned here, by verdict), `guidance`, `themes`,
    `sources`; the page gets `organisations_list`, `adopted_by_list`, `neighbourhoods_list` and
    `target_groups_list`.
    """
    language = page.locale.language_code
    with_facts([page], "organisations", "adopted_by", "neighbourhoods", "target_groups")
    key = page.translation_key
    lessons = Lesson.objects.shown_in(language).where_original(learned_from__translation_key=key)
    return {
        "facts": page.original,
        "activities": linked(Activity, page.original.activity_links.all(), "activity", language),
        "verdicts": by_verdict(with_activities(lessons.order_by("title"), language)),
        "guidance": Guidance.objects.shown_in(language)
        .where_original(practice_links__practice__translation_key=key)
        .order_by("title"),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


@shown_on(Guidance)
def guidance_context(page: Guidance, _request: HttpRequest) -> dict[str, Any]:
    """Return what a guidance page shows.

    `facts`, `lessons_for`, `lessons_against` (each with `activity_list`), `practices`,
    `evidence`, `themes`, `sources`; the page gets `target_groups_list`.
    """
    language = page.locale.language_code
    with_facts([page], "target_groups")
    key = page.translation_key

    def lessons(stance: Stance) -> list[Lesson]:
        links = LessonGuidance.objects.filter(stance=stance, guidance__translation_key=key)
        found = Lesson.objects.shown_in(language).where_original(pk__in=links.values("lesson_id"))
        return with_activities(found.order_by("title"), language)

    return {
        "facts": page.original,
        "lessons_for": lessons(Stance.SUPPORTS),
        "lessons_against": lessons(Stance.WEAKENS),
        "practices": linked(Practice, page.original.practice_links.all(), "practice", language),
        "evidence": list(page.original.evidence.all()),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


@shown_on(Lesson)
def lesson_context(page: Lesson, _request: HttpRequest) -> dict[str, Any]:
    """Return what a lesson's page shows.

    `facts`, `activities`, `supports`, `weakens` (guidance), `learned_from` (a page or None),
    `themes`, `sources`; the page gets `target_groups_list`.
    """
    language = page.locale.language_code
    with_facts([page], "target_groups")
    origin, links = page.original.learned_from, list(page.original.guidance_links.all())

    def guidance(stance: Stance) -> Any:
        rows = [row for row in links if row.stance == stance]
        return linked(Guidance, rows, "guidance", language)

    return {
        "facts": page.original,
        "activities": linked(Activity, page.original.activity_links.all(), "activity", language),
        "supports": guidance(Stance.SUPPORTS),
        "weakens": guidance(Stance.WEAKENS),
        "learned_from": origin and _in_language(origin, language),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


def _in_language(page: Page, language: str) -> Page | None:
    """Return the page that says the same in `language`, if anybody may read it."""
    found = Page.objects.live().filter(
        translation_key=page.translation_key, locale__language_code=language
    )
    return without_private(found).select_related("locale", "alias_of__locale").first()


@shown_on(Theme)
def theme_context(page: Theme, _request: HttpRequest) -> dict[str, Any]:
    """Return everything on a theme: `guidance`, `practices`, `activities`, `lessons`.

    Also `publications`, the sources that are about it, and `sources`, which its own text rests on.
    """
    language = page.locale.language_code
    key = page.translation_key
    about = Q(theme_links__theme__translation_key=key)
    return {
        **_everything(language, about),
        "publications": Source.objects.shown_in(language).where_original(about).order_by("title"),
        "sources": sources_of(page, language),
    }


@shown_on(Source)
def source_context(page: Source, _request: HttpRequest) -> dict[str, Any]:
    """Return the `facts` of a source, its `themes`, and everything that rests on it.

    What rests on it: as for a theme, and `resting_themes` and `pages` (plain pages).
    """
    language = page.locale.language_code
    with_facts([page])
    key = page.translation_key
    rests = Q(source_links__source__translation_key=key)
    return {
        "facts": page.original,
        "themes": themes_of(page, language),
        "resting_themes": Theme.objects.shown_in(language).where_original(rests).order_by("title"),
        "pages": PlainPage.objects.shown_in(language).where_original(rests).order_by("title"),
        **_everything(language, rests, Q(learned_from__translation_key=key)),
    }


@shown_on(PlainPage)
def plain_page_context(page: PlainPage, _request: HttpRequest) -> dict[str, Any]:
    """Return the `sources` that a plain page rests on."""
    return {"sources": sources_of(page, page.locale.language_code)}


def _everything(language: str, condition: Q, or_for_lessons: Q | None = None) -> dict[str, Any]:
    def of(model: Any, wanted: Q) -> Any:
        return model.objects.shown_in(language).where_original(wanted).order_by("title")

    lessons = of(Lesson, condition | or_for_lessons if or_for_lessons else condition)
    return {
        "guidance": of(Guidance, condition),
        "practices": of(Practice, condition),
        "activities": of(Activity, condition),
        "lessons": with_activities(lessons, language),
    }
