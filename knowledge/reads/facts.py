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
    `NAME_list`, because modelcluster's managers cannot be prefetched. A page that is an original
    stays its own, so that the preview of a draft shows the draft.
    """
    found = list(pages)
    if not found:
        return found
    model = type(found[0])
    keys = [page.translation_key for page in found]
    originals = _originals(model, found)
    cares = {
        care.translation_key: care for care in PageCare.objects.filter(translation_key__in=keys)
    }
    for page in found:
        page.original = originals[page.translation_key]
        page.care = page.original.care = cares.get(page.translation_key)
    for name in vocabularies:
        _attach_entries(model, found, name)
    return found


def is_original(page: Page) -> bool:
    """Tell whether the facts of this page are its own."""
    return bool(page.locale.language_code == settings.LANGUAGE_CODE)


def _originals(model: type[Page], pages: Sequence[Any]) -> dict[UUID, Any]:
    """Return the original of each page by translation key; the page itself where there is none."""
    found = {page.translation_key: page for page in pages}
    if keys := [page.translation_key for page in pages if not is_original(page)]:
        rows = model._default_manager.originals().filter(translation_key__in=keys)
        found |= {page.translation_key: page for page in rows.select_related("locale")}
    return found


def _attach_entries(model: type[Page], pages: Sequence[Any], name: str) -> None:
    if len(pages) == 1:
        # It may be a draft, whose entries are not in the table.
        entries_of_one = getattr(pages[0].original, name).all()
        setattr(pages[0], f"{name}_list", sorted(entries_of_one, key=str))
        return
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


def as_originals_say(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Return `lessons` with verdict, voice and date of their originals, which may be newer."""
    found = list(lessons)
    names = ("verdict", "voice", "learned_on")
    if keys := [lesson.translation_key for lesson in found if not is_original(lesson)]:
        rows = Lesson.objects.originals().filter(translation_key__in=keys)
        facts = {row.pop("translation_key"): row for row in rows.values("translation_key", *names)}
        for lesson in found:
            for name, value in facts.get(lesson.translation_key, {}).items():
                setattr(lesson, name, value)
    return found


def with_activities(lessons: Iterable[Lesson], language: str) -> list[Lesson]:
    """Return `lessons` as originals say, each with `activity_list`: what it was learned from."""
    found = as_originals_say(lessons)
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


def linked(model: Any, links: Iterable[Any], name: str, language: str) -> Any:
    """Return the pages of `model` that link rows point at with `name`, shown in `language`.

    The rows are those of a page, which may be a draft; what they point at counts in any language.
    """
    ids = [getattr(row, f"{name}_id") for row in links]
    keys = model.objects.filter(pk__in=ids).values("translation_key")
    return model.objects.shown_in(language).filter(translation_key__in=keys).order_by("title")


def themes_of(page: Any, language: str) -> Any:
    """Return the themes of a page."""
    return linked(Theme, page.original.theme_links.all(), "theme", language)


def sources_of(page: Any, language: str) -> list[PageSource]:
    """Return the links to a page's sources with where in them; `source` is in `language`."""
    rows = list(page.original.source_links.all())
    keys = dict(
        Source.objects.filter(pk__in=[row.source_id for row in rows]).values_list(
            "pk", "translation_key"
        )
    )
    found = Source.objects.shown_in(language).filter(translation_key__in=keys.values())
    sources = {source.translation_key: source for source in found}
    shown = [row for row in rows if keys.get(row.source_id) in sources]
    for row in shown:
        row.source = sources[keys[row.source_id]]
    return shown
