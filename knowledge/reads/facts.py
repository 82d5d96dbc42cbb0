"""Facts that many pages of a list share, read in one go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from wagtail.models import Page

from cms.models import PageCare
from knowledge.enums import Verdict
from knowledge.models import Activity, Lesson, LessonActivity, PageSource, Source, Theme


def with_facts(pages: Iterable[Any], *vocabularies: str) -> list[Any]:
    """Return `pages` with their originals, care and the named vocabularies read along.

    A vocabulary is a many-to-many field of the original; its entries become the attribute
    `NAME_list`, because modelcluster's managers cannot be prefetched.
    """
    found = list(pages)
    if not found:
        return found
    model = type(found[0])
    keys = [page.translation_key for page in found]
    originals = {
        page.translation_key: page
        for page in model._default_manager.originals()
        .filter(translation_key__in=keys)
        .select_related("locale")
    }
    cares = {
        care.translation_key: care for care in PageCare.objects.filter(translation_key__in=keys)
    }
    for page in found:
        page.original = originals.get(page.translation_key, page)
        page.care = page.original.care = cares.get(page.translation_key)
    for name in vocabularies:
        _attach_entries(model, found, name)
    return found


def _attach_entries(model: type[Page], pages: Sequence[Any], name: str) -> None:
    field = model._meta.get_field(name)
    through, owner, target = (
        field.remote_field.through,
        field.m2m_field_name(),
        field.m2m_reverse_field_name(),
    )
    entries: dict[int, list[Any]] = defaultdict(list)
    rows = through.objects.filter(**{f"{owner}__in": [page.original.pk for page in pages]})
    for row in rows.select_related(target):
        entries[getattr(row, f"{owner}_id")].append(getattr(row, target))
    for page in pages:
        setattr(page, f"{name}_list", sorted(entries[page.original.pk], key=str))


def with_activities(lessons: Iterable[Lesson], language: str) -> list[Lesson]:
    """Return `lessons`, each with `activity_list`: the activities it was learned from."""
    found = list(lessons)
    keys = [lesson.translation_key for lesson in found]
    rows = (
        LessonActivity.objects.filter(
            lesson__locale__language_code=settings.LANGUAGE_CODE, lesson__translation_key__in=keys
        )
        .order_by("sort_order")
        .values_list("lesson__translation_key", "activity__translation_key")
    )
    activity_keys: dict[UUID, list[UUID]] = defaultdict(list)
    for lesson_key, activity_key in rows:
        activity_keys[lesson_key].append(activity_key)
    wanted = {key for keys_of_lesson in activity_keys.values() for key in keys_of_lesson}
    activities = {
        page.translation_key: page
        for page in Activity.objects.shown_in(language).filter(translation_key__in=wanted)
    }
    for lesson in found:
        lesson.activity_list = [
            activities[key] for key in activity_keys[lesson.translation_key] if key in activities
        ]
    return found


def by_verdict(lessons: Iterable[Lesson]) -> list[tuple[Verdict, list[Lesson]]]:
    """Return the lessons under each verdict that has any, in the order of `Verdict`."""
    groups: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        groups[lesson.verdict].append(lesson)
    return [(verdict, groups[verdict]) for verdict in Verdict if groups[verdict]]


def themes_of(page: Any, language: str) -> Any:
    """Return the themes of a page, in the order its editor gave them."""
    return (
        Theme.objects.shown_in(language)
        .where_original(page_links__page=page.original.pk)
        .order_by("title")
    )


def sources_of(page: Any, language: str) -> list[PageSource]:
    """Return the links to a page's sources with where in them; `source` is in `language`."""
    rows = list(PageSource.objects.filter(page=page.original.pk).select_related("source"))
    keys = [row.source.translation_key for row in rows]
    found = Source.objects.shown_in(language).filter(translation_key__in=keys)
    sources = {source.translation_key: source for source in found}
    for row in rows:
        row.source = sources.get(row.source.translation_key)
    return [row for row in rows if row.source]
