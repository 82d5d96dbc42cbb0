"""Values beside a page: those of its row, moments, pictures, and what a row is called."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.db import models
from django.utils import timezone

from cms.bundle.fields import Day, Field, read_codes
from cms.bundle.names import NAMESPACE, Ledger, Place, Stems, one_of
from cms.bundle.nodes import Node


@dataclass(frozen=True)
class Fact(Field):
    """A value of the row that holds for a page in every language and draft.

    `row` is the attribute of the page that gives the row, `model` the row's table.
    """

    is_late: ClassVar[bool] = True
    inner: Field = field(default_factory=lambda: Field(""))
    row: str = ""
    model: type[models.Model] = models.Model

    @property
    def travels(self) -> bool:
        return self.inner.travels

    def column(self, model: type[models.Model]) -> Any:
        return self.inner.column(self.model)

    def blank(self, model: type[models.Model]) -> Any:
        return self.inner.blank(self.model)

    def read(self, node: Node, place: Place) -> Any:
        return self.inner.read(node, replace(place, model=self.model))

    def get(self, obj: Any, ledger: Ledger) -> Any:
        return self.inner.get(getattr(obj, self.row), ledger)

    def same(self, said: Any, current: Any) -> bool:
        return self.inner.same(said, current)

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        row = getattr(obj, self.row)
        self.inner.put(row, value, ledger)
        row.save()

    def show(self, value: Any, stems: Stems) -> Any:
        return self.inner.show(value, stems)


def facts_of(row: str, model: type[models.Model], *fields: Field) -> tuple[Fact, ...]:
    """Return the fields of a row as fields of its page."""
    return tuple(Fact(one.name, one.attribute, inner=one, row=row, model=model) for one in fields)


@dataclass(frozen=True)
class Pages(Field):
    """Several pages of one type, by stem; they have no order of their own."""

    is_late: ClassVar[bool] = True
    kind: str = ""

    def blank(self, model: type[models.Model]) -> tuple[UUID, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[UUID, ...]:
        codes = read_codes(node, place, place.names.stems(self.kind))
        found = [place.names.page(self.kind, code) for code in codes]
        return tuple(sorted(key for key in found if key))

    def get(self, obj: Any, ledger: Ledger) -> tuple[UUID, ...]:
        return tuple(sorted(page.translation_key for page in getattr(obj, self.target).all()))

    def put(self, obj: Any, value: tuple[UUID, ...], ledger: Ledger) -> None:
        getattr(obj, self.target).set([ledger.page_id(key) for key in value])

    def show(self, value: tuple[UUID, ...], stems: Stems) -> list[str]:
        return sorted(stems.stem(key) for key in value)


def row_key(name: str) -> UUID:
    """Return the key of a row: its name where that is one, otherwise what follows from it."""
    try:
        return UUID(name)
    except ValueError:
        return uuid5(NAMESPACE, f"row/{name}")


class Key(Field):
    """What a row is called: a word in a file that somebody wrote, a number in one of an export."""

    def blank(self, model: type[models.Model]) -> None:
        return None

    def read(self, node: Node, place: Place) -> UUID | None:
        return row_key(node.text) if node.text else None

    def show(self, value: UUID, stems: Stems) -> str:
        return str(value)


class Moment(Day):
    """The day of a moment; a file knows no hours."""

    def get(self, obj: Any, ledger: Ledger) -> date | None:
        at = getattr(obj, self.target)
        return timezone.localdate(at) if at else None

    def put(self, obj: Any, value: date | None, ledger: Ledger) -> None:
        # The hour of what is there already is kept.
        if value != self.get(obj, ledger):
            noon = datetime.combine(value, time(12), tzinfo=UTC) if value else None
            setattr(obj, self.target, noon)


class Picture(Field):
    """One picture of the bundle, by the name of its file."""

    is_late: ClassVar[bool] = True

    def read(self, node: Node, place: Place) -> str:
        name, known = node.text or "", place.names.pictures
        if name not in known:
            place.wrong(node.line, node.shown(), one_of(sorted(known), name))
        return known.get(name, "")

    def get(self, obj: Any, ledger: Ledger) -> str:
        picture_id = getattr(obj, f"{self.target}_id")
        return ledger.picture_hash(picture_id) if picture_id else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        setattr(obj, f"{self.target}_id", ledger.picture_id(value) if value else None)

    def show(self, value: str, stems: Stems) -> str:
        return stems.pictures.get(value, "")
