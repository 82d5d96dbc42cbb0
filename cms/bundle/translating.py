"""Translations through wagtail-localize, so that translators find them in their editor.

A translation is the original's text cut into sentences (segments) and a translated sentence for
each. The page itself is then made from these; untranslated pages are mirrored as aliases.

The whole import is one transaction. wagtail-localize would publish from `on_commit`, from a copy of
the page that does not know the children it got since: those children then answer 404
(https://github.com/wagtail/wagtail-localize/issues/773). So it only makes drafts here, and each is
published at once, before it has children; the import ends by asking the tree for its problems.
"""

import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.bundle.codecs import PageDraft
from cms.bundle.names import Ledger
from cms.bundle.sources import source_of
from cms.bundle.writing import EVERY, ImportResult, Report, publish

Sentences = dict[str, list[StringSegmentValue]]


def locales(default: str, others: list[str]) -> tuple[Locale, list[Locale]]:
    """Return the locales, made where they are missing; pages made later are mirrored too."""
    original, _made = Locale.objects.get_or_create(language_code=default)
    rest = [Locale.objects.get_or_create(language_code=code)[0] for code in others]
    synced = set(LocaleSynchronization.objects.values_list("locale_id", flat=True))
    # In bulk: saving one would mirror the whole tree at this moment.
    LocaleSynchronization.objects.bulk_create(
        LocaleSynchronization(locale=locale, sync_from=original)
        for locale in rest
        if locale.pk not in synced
    )
    return original, rest


class Translator:
    """Writes the pages of one other language, parents first."""

    def __init__(
        self,
        ledger: Ledger,
        locale: Locale,
        written: set[UUID],
        result: ImportResult,
        report: Report,
    ) -> None:
        self.ledger, self.locale, self.result, self.report = ledger, locale, result, report
        # Originals that changed just now: their translations follow, whatever they say.
        self.written = written

    def write(self, originals: list[PageDraft], translations: dict[UUID, PageDraft]) -> None:
        """Translate what has a translation, mirror the rest. `originals` come parents first."""
        there = dict(
            Page.objects.filter(locale=self.locale).values_list("translation_key", "alias_of_id")
        )
        for number, original in enumerate(originals, 1):
            draft = translations.get(original.key)
            if draft is not None:
                self.translate(original, draft)
            elif original.key not in there:
                self.page(original).copy_for_translation(self.locale, alias=True)
                self.result.mirrored += 1
            if number % EVERY == 0:
                counted = {"done": number, "all": len(originals), "language": self.locale}
                self.report(_("%(language)s: %(done)d of %(all)d pages") % counted)

    def page(self, draft: PageDraft) -> Page:
        found: Page = draft.codec.model.objects.get(pk=self.ledger.page_id(draft.key))
        return found

    def translate(self, original: PageDraft, draft: PageDraft) -> None:
        source_page = self.page(original)
        existing = draft.codec.model.objects.filter(
            locale=self.locale, translation_key=draft.key
        ).first()
        in_step = existing and not existing.alias_of_id and draft.key not in self.written
        if in_step and self.equals(draft, existing, source_page):
            return
        spoken = self.spoken(original, draft, source_page)
        said = {one.target for one in draft.codec.fields if draft.values.get(one.name)} | {"slug"}
        translation = write_sentences(source_page, spoken, said, self.locale)
        # What it would build from JSON, with a query for every link, is this very page.
        translation.source.as_instance = lambda: source_page
        page, _created = translation.source.create_or_update_translation(
            self.locale, publish=False, fallback=True
        )
        if source_page.live:
            publish(page, page.latest_revision)
        self.result.translated += 1

    def equals(self, draft: PageDraft, page: Page, source_page: Page) -> bool:
        """Tell whether the page says what the file says."""
        if page.live != source_page.live:
            return False
        for name, value in draft.values.items():
            one = draft.codec.field(name)
            if one is None or one.shorten(one.get(page, self.ledger), None) != value:
                return False
        return True

    def spoken(self, original: PageDraft, draft: PageDraft, source_page: Page) -> Page:
        """Return an unsaved copy of the original that speaks the other language."""
        copy = self.page(original)
        slug = draft.codec.usual_slug(original.values["slug"], draft.language)
        for name, value in {"slug": slug, **draft.values}.items():
            one = draft.codec.field(name)
            if one is not None and value:
                source = one.get(source_page, self.ledger)
                one.put(copy, one.adopt_ids(value, source), self.ledger)
        return copy


def write_sentences(
    original: models.Model, translated: models.Model, said: set[str], locale: Locale
) -> Translation:
    """Record each sentence of `translated` as the translation of its counterpart in `original`.

    Only of the fields in `said`: the others still hold the original's words.
    """
    source = source_of(original)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    ours = _by_path(translated)
    known = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            context__object_id=source.object_id, locale=locale
        )
    }
    fresh: list[StringTranslation] = []
    for path, found in _segments(source, said).items():
        for segment, value in zip(found, ours.get(path, []), strict=False):
            row = _sentence(segment, value, known, locale)
            if row is not None and row.pk is None:
                fresh.append(row)
            elif row is not None:
                row.save()
    # In bulk: saving one by one would parse each again to see whether it is sound HTML.
    StringTranslation.objects.bulk_create(fresh)
    return translation


def _segments(source: TranslationSource, said: set[str]) -> dict[str, list[StringSegment]]:
    """Return the original's sentences in their order, by the place where they stand."""
    by_path: dict[str, list[StringSegment]] = defaultdict(list)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context")
    for segment in segments.order_by("order"):
        if segment.context.path.split(".")[0] in said:
            by_path[segment.context.path].append(segment)
    return by_path


def _by_path(instance: models.Model) -> Sentences:
    values: Sentences = defaultdict(list)
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            values[segment.path].append(segment)
    return values


def _sentence(
    segment: StringSegment,
    value: StringSegmentValue,
    known: dict[tuple[int, int], StringTranslation],
    locale: Locale,
) -> StringTranslation | None:
    """Return the row to save, or None if the sentence is translated like this already."""
    data = renumbered(value, json.loads(segment.attrs or "{}"))
    place = (segment.string_id, segment.context_id)
    row = known.get(place)
    if row is not None and row.data == data and not row.has_error:
        return None
    if row is None:
        row = StringTranslation(
            translation_of_id=segment.string_id, context_id=segment.context_id, locale=locale
        )
    elif row.pk is None:
        return None  # The same sentence again in the same text.
    row.data, row.has_error, row.field_error = data, False, ""
    known[place] = row
    return row


def renumbered(value: StringSegmentValue, attributes: dict[str, Any]) -> str:
    """Return the sentence with its links called as in the original (`a1`, `a2` and so on)."""
    if not value.attrs:
        return str(value.string.data)
    by_target = {json.dumps(attrs, sort_keys=True): name for name, attrs in attributes.items()}
    soup = BeautifulSoup(value.string.data, "html.parser")
    for link in soup.find_all("a"):
        ours = str(link["id"])
        link["id"] = by_target.get(json.dumps(value.attrs.get(ours), sort_keys=True), ours)
    return str(soup)
