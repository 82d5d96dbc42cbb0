"""Rows that people keep adding to while a file lies still, such as messages and answers."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from cms.bundle.facts import Pages
from cms.bundle.fields import Field, read_list
from cms.bundle.names import Ledger, Place, Stems
from cms.bundle.nodes import Node
from cms.bundle.relations import Children, Rows

NOTHING = ("", None, (), False)


@dataclass(frozen=True)
class Kept(Children):
    """Rows of their own, each a mapping. An import adds and mends them; it never removes one.

    A row is found again by the parts in `match`. One that has a value in the part `hidden` is taken
    back, and what somebody took back does not travel.
    """

    match: tuple[str, ...] = ()
    order: tuple[str, ...] = ("pk",)
    hidden: str = ""

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        found = super().read(node, place)
        names = [values[self.match[0]] for values in found]
        for item, name in zip(read_list(node, place), names, strict=False):
            if len(self.match) == 1 and name is not None and names.count(name) > 1:
                place.wrong(item.line, item.shown(), _("each one once"))
        return found

    def get(self, obj: Any, ledger: Ledger) -> tuple[dict[str, Any], ...]:
        return tuple(self.values_of(row, ledger) for row in self.rows(obj))

    def rows(self, obj: Any) -> list[Any]:
        return list(getattr(obj, self.target).order_by(*self.order)) if obj.pk else []

    def values_of(self, row: models.Model, ledger: Ledger) -> dict[str, Any]:
        return {part.name: part.get(row, ledger) for part in self.parts}

    def same(self, said: tuple[dict[str, Any], ...], current: tuple[dict[str, Any], ...]) -> bool:
        left = list(current)
        for values in said:
            found = self.take(values, left)
            if found is None or not self.alike(values, found):
                return False
        return True

    def alike(self, said: dict[str, Any], current: dict[str, Any]) -> bool:
        return all(part.same(said[part.name], current[part.name]) for part in self.parts)

    def take(self, said: dict[str, Any], left: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Take the row that the file means out of what is left."""
        matching = [row for row in left if all(row[name] == said[name] for name in self.match)]
        # Two of one organisation may have come on one day.
        found = next((row for row in matching if self.alike(said, row)), None)
        found = found or next(iter(matching), None)
        if found is not None:
            left[:] = [row for row in left if row is not found]
        return found

    def put(self, obj: Any, value: tuple[dict[str, Any], ...], ledger: Ledger) -> None:
        relation = self.column(type(obj))
        there = [{**self.values_of(row, ledger), "": row} for row in self.rows(obj)]
        for values in value:
            found = self.take(values, there)
            if found is None:
                self.fill(relation.related_model(**{relation.field.name: obj}), values, ledger)
            elif not self.alike(values, found):
                self.fill(found[""], values, ledger)

    def fill(self, row: Any, values: dict[str, Any], ledger: Ledger) -> None:
        for part in sorted(self.parts, key=_comes_late):
            if _comes_late(part) and row.pk is None:
                row.save()
            part.put(row, values[part.name], ledger)
        row.save()

    def show(self, value: tuple[dict[str, Any], ...], stems: Stems) -> list[Any]:
        shown = [values for values in value if not (self.hidden and values[self.hidden])]
        return [self.shown_row(values, stems) for values in shown]

    def shown_row(self, values: dict[str, Any], stems: Stems) -> Any:
        return {
            part.name: part.show(values[part.name], stems)
            for part in self.parts
            if part.travels and values[part.name] not in NOTHING
        }


def _comes_late(part: Field) -> bool:
    """Tell whether a part needs its row to be there: rows under it do, and what it points at."""
    return isinstance(part, (Kept, Pages, Rows))
