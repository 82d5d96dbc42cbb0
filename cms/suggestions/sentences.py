"""A changed translation, kept where wagtail-localize finds it.

It makes a translated page again from the original and the translated sentences. A change that is
on the page alone would vanish at that moment, so each changed sentence is kept with its original.
"""

import json
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.bundle.translating import renumbered
from cms.suggestions.exceptions import SuggestionError
from cms.translations import translation_of

Pairs = list[tuple[int, StringSegmentValue, StringSegmentValue]]


def refuse_other_shape(before: Page, after: Page) -> None:
    """Raise `SuggestionError` where a translation gets or loses a paragraph, or gets a link.

    It follows another page, so nothing of that would stay.
    """
    for pairs in _changed(before, after).values():
        for _at, was, now in pairs:
            _refuse_new_links(now, was.attrs or {})


def keep_sentences(before: Page, after: Page, user: Any) -> None:
    """Keep what changed between two states of a translated page; of any other page do nothing.

    Raises `SuggestionError` for another number of paragraphs, and for a link that the original
    does not have: neither can be kept.
    """
    translation = translation_of(after)
    if translation is None:
        return
    for path, pairs in _changed(before, after).items():
        _keep(translation, path, pairs, user)


def _changed(before: Page, after: Page) -> dict[str, Pairs]:
    """Return the sentences that differ, with their number, by the place where they stand."""
    old, new = _by_path(before), _by_path(after)
    changed: dict[str, Pairs] = {}
    for path in old.keys() | new.keys():
        was, now = old[path], new[path]
        if len(was) != len(now):
            raise SuggestionError(
                _(
                    "This page is a translation: it has the paragraphs of the original page."
                    " Change words here. Add or remove a paragraph on the original page."
                )
            )
        pairs = list(zip(range(len(was)), was, now, strict=True))
        differ = [(at, a, b) for at, a, b in pairs if (a.string, a.attrs) != (b.string, b.attrs)]
        if differ:
            changed[path] = differ
    return changed


def _by_path(page: Page) -> dict[str, list[StringSegmentValue]]:
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment)
    return found


def _keep(translation: Translation, path: str, pairs: Pairs, user: Any) -> None:
    segments = list(
        StringSegment.objects.filter(source=translation.source, context__path=path)
        .select_related("string", "context")
        .order_by("order")
    )
    locale = translation.target_locale
    rows = {
        row.translation_of_id: row
        for row in StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, context__path=path, locale=locale
        )
    }
    for at, was, now in pairs:
        segment = _segment(segments, rows, at, was)
        if segment is None:
            # The original's paragraph changed since: a translator looks at this one anyway.
            continue
        row = rows.get(segment.string_id) or StringTranslation(
            translation_of=segment.string, context=segment.context, locale=locale
        )
        row.data = _with_known_links(now, segment)
        row.has_error, row.field_error = False, ""
        row.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
        row.last_translated_by = user
        row.save()


def _segment(
    segments: list[StringSegment], rows: dict[int, Any], at: int, was: StringSegmentValue
) -> StringSegment | None:
    """Return the original's sentence of which `was` is the translation, or None."""
    for segment in segments:
        row = rows.get(segment.string_id)
        shown = row.data if row else segment.string.data
        if shown == renumbered(was, _links_of(segment)):
            return segment
    unknown = [one for one in segments if one.string_id not in rows]
    return segments[at] if at < len(segments) and segments[at] in unknown else None


def _with_known_links(now: StringSegmentValue, segment: StringSegment) -> str:
    attributes = _links_of(segment)
    _refuse_new_links(now, attributes)
    return renumbered(now, attributes)


def _links_of(segment: StringSegment) -> dict[str, Any]:
    """Return the links of the original's sentence by their name; wagtail-localize may keep null."""
    return json.loads(segment.attrs or "null") or {}


def _refuse_new_links(now: StringSegmentValue, known: dict[str, Any]) -> None:
    if any(target not in known.values() for target in (now.attrs or {}).values()):
        raise SuggestionError(
            _(
                "This page is a translation: it has the links of the original page."
                " Suggest a new link on the original page."
            )
        )
