"""One version of a page as plain texts, so that two versions can be laid beside each other.

What stands on a published page is for everybody who reads it. Only plain fields are shown, and the
names of what it lists; a link to an account never is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.fields import CodesField, PartialDateField
from cms.suggestions.plain_text import text_of

_PLAIN = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.PositiveSmallIntegerField,
    CodesField,
    PartialDateField,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a version; `name` is the same in each version, `label` is for readers."""

    name: str
    label: str
    text: str


def passages_of(page: Page) -> list[Passage]:
    """Return what this version of a page says, in the order of its fields."""
    return [Passage("title", _("Title"), page.title), *_passages(page)]


def _passages(page: Page) -> Iterator[Passage]:
    for field in _fields(page):
        label = capfirst(str(field.verbose_name))
        if isinstance(field, StreamField):
            for block in getattr(page, field.name):
                text = "\n".join(_words(block.block, block.value))
                yield Passage(f"{field.name}.{block.id}", label, text)
        else:
            yield Passage(field.name, label, _text(page, field))


def _fields(page: Page) -> Iterator[Any]:
    common = {field.name for field in Page._meta.get_fields()}
    for field in page._meta.get_fields():
        if field.name in common or not field.concrete:
            continue
        if isinstance(field, (*_PLAIN, StreamField, ParentalManyToManyField)):
            yield field


def _text(page: Page, field: Any) -> str:
    value = getattr(page, field.name)
    if isinstance(field, ParentalManyToManyField):
        return ", ".join(sorted(str(one) for one in value.all()))
    if isinstance(field, RichTextField):
        return text_of(value or "", field.features or ())
    if isinstance(field, CodesField):
        return ", ".join(field.labels(value))
    if isinstance(field, models.DateField):
        return date_format(value, "j F Y") if value else ""
    said = getattr(page, f"get_{field.name}_display", None)
    return str(said() if said else "" if value is None else value)


def _words(block: blocks.Block, value: Any) -> Iterator[str]:
    """Give what a block says, the texts within it each on a line of its own."""
    if isinstance(value, RichText):
        yield text_of(value.source, getattr(block, "features", None) or ())
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _words(child, value.get(name))
    elif value:
        yield str(value)
