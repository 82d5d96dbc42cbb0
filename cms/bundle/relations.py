"""Fields that point at something else: a row of a vocabulary, a page, a tag."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from cms.bundle.fields import Field, Mapped, read_codes, read_list
from cms.bundle.names import Ledger, Place, Stems, one_of
from cms.bundle.nodes import Node


class Rows(Field):
    """Several rows of an editable vocabulary, by code; they have no order of their own."""

    def blank(self, model: type[models.Model]) -> tuple[str, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[str, ...]:
        known = place.names.codes(self.column(place.model).related_model)
        return tuple(sorted(read_codes(node, place, sorted(known))))

    def get(self, obj: Any, ledger: Ledger) -> tuple[str, ...]:
        return tuple(sorted(row.code for row in getattr(obj, self.target).all()))

    def put(self, obj: Any, value: tuple[str, ...], ledger: Ledger) -> None:
        rows = ledger.rows(self.column(type(obj)).related_model)
        getattr(obj, self.target).set([rows[code] for code in value])

    def show(self, value: tuple[str, ...], stems: Stems) -> list[str]:
        return list(value)

    is_late: ClassVar[bool] = True


class Row(Field):
    """One row of an editable vocabulary, by code."""

    is_late: ClassVar[bool] = True

    def read(self, node: Node, place: Place) -> str:
        known = place.names.codes(self.column(place.model).related_model)
        if node.text and node.text not in known:
            place.wrong(node.line, node.text, one_of(sorted(known), node.text))
        elif node.text is None:
            place.wrong(node.line, node.shown(), _("one code"))
        return node.text or ""

    def get(self, obj: Any, ledger: Ledger) -> str:
        row = getattr(obj, self.target)
        return str(row.code) if row else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        rows = ledger.rows(self.column(type(obj)).related_model)
        setattr(obj, self.target, rows[value] if value else None)


class Tags(Field):
    """Free words."""

    is_late: ClassVar[bool] = True

    def blank(self, model: type[models.Model]) -> tuple[str, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[str, ...]:
        words = [item.text for item in read_list(node, place)]
        if None in words or "" in words:
            place.wrong(node.line, node.shown(), _("a list of words"))
        # Tags differ by more than capitals (TAGGIT_CASE_INSENSITIVE).
        unique = {word.casefold(): word for word in words if word}
        return tuple(sorted(unique.values(), key=str.casefold))

    def get(self, obj: Any, ledger: Ledger) -> tuple[str, ...]:
        return tuple(
            sorted((tag.name for tag in getattr(obj, self.target).all()), key=str.casefold)
        )

    def put(self, obj: Any, value: tuple[str, ...], ledger: Ledger) -> None:
        getattr(obj, self.target).set(list(value))

    def show(self, value: tuple[str, ...], stems: Stems) -> list[str]:
        return list(value)


class PageLink(Field):
    """One page of any type, as `TYPE:STEM`."""

    is_late: ClassVar[bool] = True

    def blank(self, model: type[models.Model]) -> None:
        return None

    def read(self, node: Node, place: Place) -> UUID | None:
        if node.text == "":
            return None
        kind, _sep, stem = (node.text or "").partition(":")
        key = place.names.page(kind, stem)
        if key is None:
            place.wrong(node.line, node.shown(), expected_link(place, kind, stem))
        return key

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        return ledger.key_of(getattr(obj, f"{self.target}_id"))

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        setattr(obj, f"{self.target}_id", ledger.page_id(value) if value else None)

    def show(self, value: UUID, stems: Stems) -> str:
        return stems.link(value)


def expected_link(place: Place, kind: str, stem: str) -> str:
    """Say which pages a link could mean."""
    kinds = place.names.kinds()
    if kind not in kinds:
        return _("TYPE:STEM with a type out of %(kinds)s") % {"kinds": ", ".join(sorted(kinds))}
    return one_of(place.names.stems(kind), stem)


@dataclass(frozen=True)
class Children(Field):
    """Rows that belong to a page, each a mapping, in their order."""

    is_late: ClassVar[bool] = True
    parts: tuple[Field, ...] = ()
    required: tuple[str, ...] = ()

    def child(self, model: type[models.Model]) -> type[models.Model]:
        found: type[models.Model] = self.column(model).related_model
        return found

    def blank(self, model: type[models.Model]) -> tuple[Any, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        child = self.child(place.model)
        mapped = Mapped(self.parts, self.required)
        found = (mapped.read(item, place, child) for item in read_list(node, place))
        return tuple(values for values in found if values is not None)

    def get(self, obj: Any, ledger: Ledger) -> tuple[Any, ...]:
        return tuple(
            {part.name: part.get(row, ledger) for part in self.parts}
            for row in sorted(getattr(obj, self.target).all(), key=_position)
        )

    def put(self, obj: Any, value: tuple[Any, ...], ledger: Ledger) -> None:
        child = self.child(type(obj))
        rows = [child(sort_order=position) for position, _values in enumerate(value)]
        for row, values in zip(rows, value, strict=True):
            for part in self.parts:
                part.put(row, values[part.name], ledger)
        setattr(obj, self.target, rows)

    def show(self, value: tuple[Any, ...], stems: Stems) -> list[Any]:
        return [self.shown_row(values, stems) for values in value]

    def shown_row(self, values: dict[str, Any], stems: Stems) -> Any:
        return {
            part.name: part.show(values[part.name], stems)
            for part in self.parts
            if values[part.name] not in ("", None)
        }


def _position(row: Any) -> tuple[int, int]:
    return (row.sort_order or 0, row.pk or 0)


@dataclass(frozen=True)
class StemLink(Field):
    """One page of a fixed type, by its stem."""

    kind: str = ""

    def blank(self, model: type[models.Model]) -> None:
        return None

    def read(self, node: Node, place: Place) -> UUID | None:
        key = place.names.page(self.kind, node.text or "")
        if key is None:
            expected = one_of(place.names.stems(self.kind), node.shown())
            place.wrong(node.line, node.shown(), f"{self.kind}: {expected}")
        return key

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        return ledger.key_of(getattr(obj, f"{self.target}_id"))

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        setattr(obj, f"{self.target}_id", ledger.page_id(value) if value else None)

    def show(self, value: UUID, stems: Stems) -> str:
        return stems.stem(value)


def links(name: str, relation: str, kind: str, *extra: Field) -> "PageLinks":
    """Pages of one type: a list of stems, or of mappings where there is more to say."""
    return PageLinks(name, relation, parts=(StemLink(kind, kind=kind), *extra), required=(kind,))


class PageLinks(Children):
    """Link rows whose first part is a page; a bare stem stands for a row that says no more."""

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        items = [self.as_mapping(item) for item in read_list(node, place)]
        rows = super().read(Node(items, node.line), place)
        unique = self.unique_parts(self.child(place.model))
        seen: set[tuple[Any, ...]] = set()
        for item, row in zip(items, rows, strict=False):
            identity = tuple(row[name] for name in unique)
            if identity in seen:
                place.wrong(item.line, item.shown(), _("each one once"))
            seen.add(identity)
        return tuple(row for row in rows if row[self.parts[0].name] is not None)

    def unique_parts(self, child: type[models.Model]) -> list[str]:
        together = {name for group in child._meta.unique_together for name in group}
        return [part.name for part in self.parts if part.target in together]

    def as_mapping(self, item: Node) -> Node:
        if isinstance(item.value, dict):
            return item
        return Node({self.parts[0].name: item}, item.line)

    def shown_row(self, values: dict[str, Any], stems: Stems) -> Any:
        first, *more = self.parts
        if all(values[part.name] in ("", None) for part in more):
            return first.show(values[first.name], stems)
        return super().shown_row(values, stems)
