"""What wagtail-localize keeps of an original: its text cut into sentences, and where each stands.

wagtail-localize writes every sentence by itself, with a dozen queries: a quarter of an import. Here
those of an original that it does not know yet are written together. A test lays the outcome beside
what wagtail-localize writes.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from wagtail_localize.models import (
    BaseSegment,
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import BaseValue


def source_of(original: Any) -> TranslationSource:
    """Return what there is to translate of `original` as it is now."""
    known, is_new = TranslatableObject.objects.get_or_create_from_instance(original)
    if not is_new or not hasattr(original, "to_json"):
        return TranslationSource.update_or_create_from_instance(original)[0]
    source = TranslationSource.objects.create(
        object=known,
        locale=original.locale,
        specific_content_type=ContentType.objects.get_for_model(type(original)),
        object_repr=str(original)[:200],
        content_json=original.to_json(),
        schema_version=get_schema_version(original._meta.app_label),
        last_updated_at=timezone.now(),
    )
    _write_segments(source, original, extract_segments(original))
    return source


def _write_segments(
    source: TranslationSource, original: models.Model, found: list[BaseValue]
) -> None:
    contexts = _contexts(source, original, dict.fromkeys(value.path for value in found))
    texts = dict.fromkeys(
        value.string.data for value in found if isinstance(value, StringSegmentValue)
    )
    strings = _strings(source, texts)
    by_model: dict[type[BaseSegment], list[BaseSegment]] = defaultdict(list)
    for value in found:
        place = {"source": source, "context": contexts[value.path], "order": value.order}
        segment = _segment(value, place, strings)
        by_model[type(segment)].append(segment)
    for model, segments in by_model.items():
        model.objects.bulk_create(segments)


def _contexts(
    source: TranslationSource, original: models.Model, paths: Iterable[str]
) -> dict[str, TranslationContext]:
    contexts = []
    for path in paths:
        context = TranslationContext(
            object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
        )
        # It finds where in the page the path leads, and would save that at once.
        context.save = lambda **_options: None
        context.get_field_path(original)
        contexts.append(context)
    TranslationContext.objects.bulk_create(contexts)
    # Read again: not every SQLite tells which ids it gave.
    return {one.path: one for one in TranslationContext.objects.filter(object_id=source.object_id)}


def _strings(source: TranslationSource, texts: Iterable[str]) -> dict[str, String]:
    """Return the sentences by their text; other pages may have some of them."""
    hashes = {text: String._get_data_hash(text) for text in texts}
    ours = String.objects.filter(locale_id=source.locale_id, data_hash__in=hashes.values())
    there = set(ours.values_list("data_hash", flat=True))
    String.objects.bulk_create(
        String(locale_id=source.locale_id, data_hash=digest, data=text)
        for text, digest in hashes.items()
        if digest not in there
    )
    by_hash = {one.data_hash: one for one in ours.all()}
    return {text: by_hash[digest] for text, digest in hashes.items()}


def _segment(value: BaseValue, place: dict[str, Any], strings: dict[str, String]) -> BaseSegment:
    if isinstance(value, StringSegmentValue):
        attrs = json.dumps(value.attrs, cls=DjangoJSONEncoder)
        return StringSegment(**place, string=strings[value.string.data], attrs=attrs)
    if isinstance(value, TemplateSegmentValue):
        return TemplateSegment(**place, template=Template.from_value(value))
    if isinstance(value, OverridableSegmentValue):
        data = json.dumps(value.data, cls=DjangoJSONEncoder)
        return OverridableSegment(**place, data_json=data)
    other, _made = TranslatableObject.objects.get_or_create(
        content_type=value.content_type, translation_key=value.translation_key
    )
    return RelatedObjectSegment(**place, object=other)
