"""What is written together is what wagtail-localize writes one by one."""

from pathlib import Path
from typing import Any

import pytest
from django.db import models
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    String,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from cms.bundle.sources import source_of

PLACE = ("source__object_id", "context__path", "order")
KEPT: dict[type[models.Model], tuple[str, ...]] = {
    StringSegment: (*PLACE, "string__data", "attrs"),
    TemplateSegment: (*PLACE, "template__template"),
    OverridableSegment: (*PLACE, "data_json"),
    StringTranslation: (),
    TranslationContext: ("object_id", "path", "path_id", "field_path"),
    TranslationSource: (
        *("object_id", "locale_id", "specific_content_type_id", "object_repr"),
        *("content_json", "schema_version"),
    ),
    TranslatableObject: ("translation_key", "content_type_id"),
    String: ("locale_id", "data_hash", "data"),
}


def forget() -> None:
    for model in KEPT:
        model._default_manager.all().delete()


def kept() -> dict[str, list[Any]]:
    return {
        model.__name__: sorted(model._default_manager.values_list(*columns))
        for model, columns in KEPT.items()
    }


def originals() -> list[Page]:
    return [page.specific for page in Page.objects.filter(locale__language_code="nl")]


@pytest.mark.django_db
def test_a_new_source_holds_what_wagtail_localize_would_write(imported: Path) -> None:
    forget()
    for page in originals():
        source_of(page)
    ours = kept()
    forget()
    for page in originals():
        TranslationSource.update_or_create_from_instance(page)

    assert ours == kept()
    assert all(rows for name, rows in ours.items() if name != "StringTranslation")


@pytest.mark.django_db
def test_a_source_follows_its_page(imported: Path) -> None:
    page = Page.objects.filter(locale__language_code="nl", depth=3).first().specific
    before = set(StringSegment.objects.values_list("string__data", flat=True))

    page.title = "Een heel andere titel"
    source = source_of(page)

    said = set(source.stringsegment_set.values_list("string__data", flat=True))
    assert said - before == {"Een heel andere titel"}
