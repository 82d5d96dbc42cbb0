"""Which translations fell behind their original, and by which paragraphs.

A page in another language is made from sentences. When the original is published with other
sentences, the page keeps what it said until somebody translates them and publishes it again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from wagtail.models import Page, get_page_models
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# What no reader of the page sees as its text.
UNREAD = {"slug", "seo_title", "search_description"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph by the place where it stands (`body.<id of the block>`), in plain text."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What a published translation lacks: texts from before a change, and new ones it has not."""

    older: tuple[Sentence, ...]
    missing: tuple[Sentence, ...]

    def __bool__(self) -> bool:
        return bool(self.older or self.missing)


def stale_of(page: Page) -> list[Sentence]:
    """Return the original's paragraphs that a translated page has no translation of yet."""
    translation = _with_counts(Translation.objects.filter(_is_of(page))).first()
    return _untranslated(_segments(translation)) if translation and translation.missing else []


def behind(page: Page) -> Behind | None:
    """Return by what a published translation differs from its original; None where it does not.

    An exact answer, also within one text: a paragraph of the page is older when it is neither the
    translation of a sentence that the original has now, nor that sentence itself.
    """
    translation = _with_counts(Translation.objects.filter(_is_of(page))).first()
    if translation is None or not _may_differ(translation, page):
        return None
    rows = [each for each in _segments(translation) if each.context.path not in UNREAD]
    allowed: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        allowed[row.context.path] |= {plain(row.string.data), plain(row.translation or "")}
    shown = _shown(page)
    older = [each for each in shown if each.text not in allowed[each.unit]]
    there = set(shown)
    missing = [each for each in _untranslated(rows) if each not in there]
    found = Behind(tuple(older), tuple(missing))
    return found or None


def _is_of(page: Page) -> Q:
    return Q(source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True)


def _may_differ(translation: Any, page: Page) -> bool:
    published = page.last_published_at
    updated = translation.source.last_updated_at
    # A draft of it may hold what is missing, while its readers still see what was.
    is_ahead = page.has_unpublished_changes
    return bool(translation.missing or is_ahead or published is None or updated > published)


def _with_counts(translations: QuerySet[Any]) -> QuerySet[Any]:
    """Add `total` and `missing`: how many sentences there are, and without a translation."""
    segments = to_translate().filter(source=OuterRef("source")).order_by()
    said = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    return translations.select_related("source", "target_locale").annotate(
        total=_count(segments), missing=_count(segments.exclude(Exists(said)))
    )


def to_translate() -> QuerySet[Any]:
    """Return the sentences that other languages say in words of their own.

    A page class names in `same_everywhere` what they do not: a phone number, somebody's name.
    """
    same = Q()
    for model in get_page_models():
        if names := getattr(model, "same_everywhere", ()):
            kind = ContentType.objects.get_for_model(model)
            same |= Q(source__specific_content_type=kind, context__path__in=names)
    found: QuerySet[Any] = StringSegment.objects.all()
    return found.exclude(same) if same else found


def progress_of(translation: Translation) -> tuple[int, int]:
    """Return how many sentences a translation needs, and how many it has."""
    found = _with_counts(Translation.objects.filter(pk=translation.pk)).get()
    return found.total, found.total - found.missing


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.values("source").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _segments(translation: Translation) -> Iterable[Any]:
    segments: Any = to_translate().filter(source=translation.source)
    found = segments.annotate_translation(translation.target_locale)
    return found.select_related("string", "context").order_by("order")


def _untranslated(segments: Iterable[Any]) -> list[Sentence]:
    return [
        Sentence(each.context.path, plain(each.string.data))
        for each in segments
        if each.translation is None and each.context.path not in UNREAD
    ]


def _shown(page: Page) -> list[Sentence]:
    """Return the paragraphs of a page as it is published."""
    unread = UNREAD.union(getattr(page, "same_everywhere", ()))
    return [
        Sentence(segment.path, plain(segment.string.data))
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue) and segment.path not in unread
    ]


def plain(html: str) -> str:
    """Return the words of a sentence, however its links and spaces are written."""
    text = BeautifulSoup(html, "html.parser").get_text() if re.search(r"[<&]", html) else html
    return " ".join(text.split())


def fallen_behind() -> QuerySet[Any]:
    """Return translations that somebody has to look at, with their `total` and `missing`.

    Either sentences have no translation yet, or all have one that is not published.
    """
    pages = Page.objects.filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("target_locale")
    ).filter(alias_of=None)
    newer = StringTranslation.objects.filter(
        context__object_id=OuterRef("source__object_id"),
        locale=OuterRef("target_locale"),
        updated_at__gt=OuterRef("published"),
    )
    found = _with_counts(Translation.objects.filter(enabled=True))
    dated = found.annotate(
        page_pk=Subquery(pages.values("pk")[:1]),
        published=Subquery(pages.values("last_published_at")[:1]),
        has_draft=Subquery(pages.values("has_unpublished_changes")[:1]),
    ).filter(page_pk__isnull=False)
    newest = dated.annotate(is_newer=Exists(newer))
    waiting: QuerySet[Any] = newest.filter(
        Q(missing__gt=0) | Q(is_newer=True) | Q(has_draft=True) | Q(published=None)
    ).order_by(F("missing").desc(), "source__last_updated_at", "pk")
    return waiting
