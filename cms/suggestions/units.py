"""A page as the texts that somebody may propose to change, each by its name.

A page class says in `suggestible_fields` which of its fields are open to that. A field of running
text is one text. Of a body every block is one, or every text within a block; `body` itself is a
text that somebody adds at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.facts import holds_facts
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.plain_text import html_of, one_form, text_of


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a page. `long` asks for a large field; `limit` is its most characters."""

    name: str
    label: str
    text: str
    long: bool
    limit: int | None = None
    required: bool = False
    # Adds to the page, where the others change what is there.
    adds: bool = False


def units_of(page: Page) -> list[Unit]:
    """Return what may be suggested on this page, in the order of its class."""
    return [unit for field in _fields(page) for unit in _units(page, field)]


def texts_of(page: Page) -> dict[str, str]:
    """Return the texts of a page by their name."""
    return {unit.name: unit.text for unit in units_of(page)}


def written(page: Page, texts: Mapping[str, str]) -> None:
    """Write these texts into the page, in memory. Raises `SuggestionError` for one it lacks."""
    units = {unit.name: unit for unit in units_of(page)}
    fields = {field.name: field for field in _fields(page)}
    for name, given in texts.items():
        unit, text = units.get(name), one_form(given)
        if unit is None:
            raise SuggestionError(_("A part of this page is not there any more."))
        refuse_unfit(unit, text)
        if text == unit.text:
            continue
        field = fields[name.partition(".")[0]]
        if isinstance(field, StreamField):
            _write_block(page, field, name, text)
        elif isinstance(field, RichTextField):
            setattr(page, field.name, html_of(text, field.features or ()))
        else:
            setattr(page, field.name, _checked(field, unit, text))


def refuse_unfit(unit: Unit, text: str) -> None:
    """Raise `SuggestionError` for a text that does not fit there."""
    if unit.required and not text:
        raise SuggestionError(_("“%(label)s” cannot be empty.") % {"label": unit.label})
    if unit.limit and len(text) > unit.limit:
        said = {"label": unit.label, "limit": unit.limit}
        raise SuggestionError(_("“%(label)s” has more than %(limit)d characters.") % said)


def is_translated(page: Page) -> bool:
    """Whether the facts and the parts of this page are those of another one."""
    return not holds_facts(page) and getattr(page, "original", page) != page


def _fields(page: Page) -> Iterator[Any]:
    names = getattr(page, "suggestible_fields", ())
    facts: Any = ()
    if is_translated(page):
        facts = getattr(type(page).get_edit_handler().get_form_class().Meta, "facts", ())
    for name in names:
        if name not in facts:
            yield page._meta.get_field(name)


def _units(page: Page, field: Any) -> Iterator[Unit]:
    label, value = capfirst(str(field.verbose_name)), getattr(page, field.name)
    if isinstance(field, StreamField):
        yield from _block_units(page, field, label)
    elif isinstance(field, RichTextField):
        yield Unit(field.name, label, text_of(value, field.features or ()), long=True)
    else:
        long = isinstance(field, models.TextField)
        yield Unit(
            field.name, label, one_form(value), long, field.max_length, required=not field.blank
        )


def _block_units(page: Page, field: Any, label: str) -> Iterator[Unit]:
    stream = getattr(page, field.name)
    for block in stream:
        for path, part, value in _parts(block):
            name = ".".join([field.name, str(block.id), *path])
            features = getattr(part, "features", None)
            rich = isinstance(part, blocks.RichTextBlock)
            text = text_of(value.source, features or ()) if rich else one_form(str(value or ""))
            long = rich or isinstance(part, blocks.TextBlock)
            limit = getattr(part.field, "max_length", None)
            said = _named(label, block, part, text if not path else "")
            # Who empties a passage takes it away; a translation has the passages of its original.
            required = part.required and bool(path or is_translated(page))
            yield Unit(name, said, text, long, limit, required)
    if "text" in stream.stream_block.child_blocks and not is_translated(page):
        yield Unit(field.name, _("Something new at the end"), "", long=True, adds=True)


def _parts(block: Any) -> Iterator[tuple[list[str], Any, Any]]:
    """Return the texts of one block: itself, or those within it."""
    if isinstance(block.block, blocks.StructBlock):
        for name, child in block.block.child_blocks.items():
            if isinstance(child, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
                yield [name], child, block.value.get(name)
    elif isinstance(block.block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        yield [], block.block, block.value


def _named(label: str, block: Any, part: Any, text: str) -> str:
    """Call a part of a body by its kind, and by the words it begins with."""
    if part is not block.block:
        kind: str | Promise = block.block.label
        return f"{kind}: {str(part.label)[:1].lower()}{str(part.label)[1:]}"
    begins = Truncator(text.partition("\n")[0].lstrip("# ").replace("*", "")).chars(50)
    return f"{label}: {begins}" if begins else label


def _write_block(page: Page, field: Any, name: str, text: str) -> None:
    _field, *path = name.split(".")
    stream = getattr(page, field.name)
    raw = [dict(one) for one in stream.get_prep_value()]
    if not path:
        part = stream.stream_block.child_blocks["text"]
        value = html_of(text, part.features or ())
        raw.append({"type": "text", "value": value, "id": _new_id(page, raw, name, text)})
    elif len(path) == 1 and not text:
        raw = [one for one in raw if one["id"] != path[0]]
    for one in raw:
        if path and one["id"] == path[0]:
            block = stream.stream_block.child_blocks[one["type"]]
            if len(path) == 1:
                one["value"] = _stored(block, text)
            else:
                one["value"] = {**one["value"], path[1]: _stored(block.child_blocks[path[1]], text)}
    setattr(page, field.name, blocks.StreamValue(stream.stream_block, raw, is_lazy=True))


def _new_id(page: Page, raw: list[Any], name: str, text: str) -> str:
    """Return the id of a new block: the same one on the page and in a draft of it."""
    made = str(uuid5(page.translation_key, f"{name}/{text}"))
    return str(uuid4()) if any(one["id"] == made for one in raw) else made


def _stored(block: Any, text: str) -> str:
    return html_of(text, block.features or ()) if isinstance(block, blocks.RichTextBlock) else text


def _checked(field: Any, unit: Unit, text: str) -> str:
    """Return a plain text. Raises `SuggestionError` where the field refuses it, as an address."""
    try:
        found: str = field.clean(text, None)
    except ValidationError as error:
        raise SuggestionError(f"{unit.label}: {' '.join(error.messages)}") from error
    return found
