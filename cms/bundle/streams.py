"""Fields of blocks: the body of a page, and quotes."""

import json
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from cms.blocks import PROSE, PROSE_WITH_HEADINGS
from cms.bundle.fences import Fence, Stretch, split_body, written_body
from cms.bundle.fields import Field, Mapped, Words, read_list
from cms.bundle.names import Ledger, Place, Stems, block_id
from cms.bundle.nodes import Node
from cms.bundle.prose import from_html, to_html
from cms.bundle.texts import read_prose, show_prose


@dataclass(frozen=True)
class PlainBlock:
    """A block of a stream: its type, its values by name, and its id ("" in a translation)."""

    type: str
    values: dict[str, Any]
    id: str


class Part:
    """How one value inside a block is read, stored and shown."""

    def __init__(self, name: str, kind: str = "words") -> None:
        self.name, self.kind = name, kind

    def stored(self, value: Any, ledger: Ledger) -> Any:
        if self.kind == "prose":
            return to_html(value, ledger.linked_id)
        return ledger.picture_id(value) if self.kind == "picture" else value

    def plain(self, raw: Any, ledger: Ledger) -> Any:
        if self.kind == "prose":
            return from_html(raw or "", ledger.link_of)
        if self.kind == "picture":
            return ledger.picture_hash(raw or 0)
        return (raw or "").replace("\r\n", "\n").strip()


def short_ids(
    value: tuple[PlainBlock, ...], name: str, owner: UUID | None
) -> tuple[PlainBlock, ...]:
    """Empty the ids that follow from the block's place; without an owner all of them."""
    return tuple(
        replace(one, id="") if owner is None or one.id == block_id(owner, name, at) else one
        for at, one in enumerate(value)
    )


HEADER = {
    "quote": (Part("speaker"),),
    "figure": (Part("number"), Part("meaning"), Part("source")),
    "note": (Part("title"),),
    "picture": (Part("image", "picture"), Part("alt"), Part("caption")),
    "text": (),
}
BELOW = {"quote": Part("text"), "note": Part("text", "prose")}
REQUIRED = {"figure": ("number", "meaning"), "picture": ("image",), "quote": ("text",)}


def parts_of(kind: str) -> list[Part]:
    return [*HEADER[kind], *([BELOW[kind]] if kind in BELOW else [])]


@dataclass(frozen=True)
class Body(Field):
    """The body of a page: running text and fenced blocks."""

    is_text: ClassVar[bool] = True
    is_late: ClassVar[bool] = True
    translatable: bool = True

    def blank(self, model: type[models.Model]) -> tuple[PlainBlock, ...]:
        return ()

    def read(self, passage: Any, place: Place) -> tuple[PlainBlock, ...]:
        stretches = split_body(passage, place)
        blocks = [self.read_block(stretch, place) for stretch in stretches]
        return tuple(
            PlainBlock(kind, values, self.id_of(stretch, position, place))
            for position, (stretch, (kind, values)) in enumerate(
                zip(stretches, blocks, strict=True)
            )
        )

    def id_of(self, stretch: Stretch, position: int, place: Place) -> str:
        if not place.original:
            return ""
        return stretch.id or block_id(place.owner, self.name, position)

    def read_block(self, stretch: Stretch, place: Place) -> tuple[str, dict[str, Any]]:
        if not isinstance(stretch, Fence):
            return "text", {"": read_prose(stretch.passage, PROSE_WITH_HEADINGS, place)}
        values: dict[str, Any] = {}
        for part in HEADER[stretch.kind]:
            values[part.name] = self.read_part(part, stretch, place)
        below = BELOW.get(stretch.kind)
        if below and below.kind == "prose":
            values[below.name] = read_prose(stretch.passage, PROSE, place)
        elif below:
            text = Words("text").read(stretch.header.get("text", Node(None, 0)), place)
            values[below.name] = text or stretch.passage.text.strip()
        for name in REQUIRED.get(stretch.kind, ()):
            if not values[name] and name not in stretch.header:
                place.within(name, place.model).wrong(stretch.line, None, _("a value"))
        return stretch.kind, values

    def read_part(self, part: Part, fence: Fence, place: Place) -> str:
        node = fence.header.get(part.name, Node(None, fence.line))
        here = place.within(part.name, place.model)
        text = Words(part.name).read(node, here)
        if part.kind != "picture" or not text:
            return text
        if text not in place.names.pictures:
            names = ", ".join(sorted(place.names.pictures)) or "–"
            here.wrong(node.line, text, _("a file in images/: %(names)s") % {"names": names})
        return place.names.pictures.get(text, "")

    def get(self, obj: Any, ledger: Ledger) -> tuple[PlainBlock, ...]:
        return tuple(
            PlainBlock(raw["type"], _plain_values(raw, ledger), str(raw["id"]))
            for raw in getattr(obj, self.target).get_prep_value()
        )

    def put(self, obj: Any, value: tuple[PlainBlock, ...], ledger: Ledger) -> None:
        stream = [
            {"type": one.type, "value": _stored_values(one, ledger), "id": one.id} for one in value
        ]
        setattr(obj, self.target, json.dumps(stream))

    def shorten(self, value: Any, owner: UUID | None) -> Any:
        return short_ids(value, self.name, owner)

    def adopt_ids(self, value: Any, source: Any) -> Any:
        return tuple(replace(one, id=its.id) for one, its in zip(value, source, strict=True))

    def show(self, value: tuple[PlainBlock, ...], stems: Stems) -> str:
        return written_body([_shown_block(one, stems) for one in value])


def _plain_values(raw: dict[str, Any], ledger: Ledger) -> dict[str, Any]:
    if raw["type"] == "text":
        return {"": from_html(raw["value"], ledger.link_of)}
    return {
        part.name: part.plain(raw["value"].get(part.name), ledger) for part in parts_of(raw["type"])
    }


def _stored_values(one: PlainBlock, ledger: Ledger) -> Any:
    if one.type == "text":
        return to_html(one.values[""], ledger.linked_id)
    return {part.name: part.stored(one.values[part.name], ledger) for part in parts_of(one.type)}


def _shown_block(one: PlainBlock, stems: Stems) -> tuple[str, dict[str, str], str, str]:
    """Return type, header, text and id of a block."""
    if one.type == "text":
        return "text", {}, show_prose(one.values[""], stems), one.id
    header = {
        part.name: stems.pictures.get(one.values[part.name], "")
        if part.kind == "picture"
        else one.values[part.name]
        for part in HEADER[one.type]
        if one.values[part.name]
    }
    below = BELOW.get(one.type)
    text: Any = one.values[below.name] if below else ""
    shown = show_prose(text, stems) if below and below.kind == "prose" else text
    return one.type, header, shown, one.id


@dataclass(frozen=True)
class Quotes(Field):
    """A stream of nothing but quotes, as a list in the header."""

    is_late: ClassVar[bool] = True
    translatable: bool = True

    def blank(self, model: type[models.Model]) -> tuple[PlainBlock, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[PlainBlock, ...]:
        mapped = Mapped((Words("text"), Words("speaker"), Words("id")), ("text",))
        rows = [mapped.read(item, place, place.model) for item in read_list(node, place)]
        quotes: list[PlainBlock] = []
        for position, row in enumerate(row for row in rows if row is not None):
            given = row.pop("id") or block_id(place.owner, self.name, position)
            quotes.append(PlainBlock("quote", row, given if place.original else ""))
        return tuple(quotes)

    def get(self, obj: Any, ledger: Ledger) -> tuple[PlainBlock, ...]:
        return Body.get(self, obj, ledger)  # type: ignore[arg-type]

    def put(self, obj: Any, value: tuple[PlainBlock, ...], ledger: Ledger) -> None:
        Body.put(self, obj, value, ledger)  # type: ignore[arg-type]

    def shorten(self, value: Any, owner: UUID | None) -> Any:
        return short_ids(value, self.name, owner)

    def adopt_ids(self, value: Any, source: Any) -> Any:
        return tuple(replace(one, id=its.id) for one, its in zip(value, source, strict=True))

    def show(self, value: tuple[PlainBlock, ...], stems: Stems) -> list[dict[str, str]]:
        return [
            {
                name: text
                for name, text in (
                    ("text", one.values["text"]),
                    ("speaker", one.values["speaker"]),
                    ("id", one.id),
                )
                if text
            }
            for one in value
        ]
