"""How one value of a file becomes one attribute of an object, and back.

A field has four directions: `read` a node into a plain value, `get` the plain value from an object,
`put` it there, `show` it in YAML. Two objects are equal when their plain values are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from cms.bundle.names import Ledger, Place, Stems, one_of
from cms.bundle.nodes import Node, Word, partial_date
from cms.fields import CodesField, first_day

# Months between two looks at a page.
_LONGEST = 120


@dataclass(frozen=True)
class Field:
    """A value in the header of a file; `attribute` where the model calls it otherwise."""

    name: str
    attribute: str = ""
    translatable: bool = False
    # A text stands under its own heading below the header.
    is_text: ClassVar[bool] = False
    # Needs other pages, or a row of its own: it can only be put once those exist.
    is_late: ClassVar[bool] = False

    @property
    def target(self) -> str:
        return self.attribute or self.name

    @property
    def travels(self) -> bool:
        """Whether an export writes it; personal data stays at home."""
        return True

    def column(self, model: type[models.Model]) -> Any:
        return model._meta.get_field(self.target)

    def blank(self, model: type[models.Model]) -> Any:
        """Return the value of a field that is left out."""
        return ""

    def read(self, node: Node, place: Place) -> Any:
        raise NotImplementedError

    def get(self, obj: Any, ledger: Ledger) -> Any:
        return getattr(obj, self.target)

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        setattr(obj, self.target, value)

    def same(self, said: Any, current: Any) -> bool:
        """Tell whether an object that has `current` already is what the file said."""
        return bool(said == current)

    def shorten(self, value: Any, owner: UUID | None) -> Any:
        """Leave out what a file need not say: ids that follow from `owner`, or (None) all ids."""
        return value

    def adopt_ids(self, value: Any, source: Any) -> Any:
        """Give the blocks of a translation the ids of the original's."""
        return value

    def show(self, value: Any, stems: Stems) -> Any:
        return value


class Words(Field):
    """A text without form: one line, or several."""

    def read(self, node: Node, place: Place) -> str:
        if node.text is None:
            place.wrong(node.line, node.shown(), _("a text (with quotes if it holds a colon)"))
        text, limit = _tidy(node.text or ""), self.limit(place.model)
        if limit and len(text) > limit:
            expected = _("at most %(limit)d characters; it has %(found)d")
            place.wrong(node.line, text, expected % {"limit": limit, "found": len(text)})
        return text[:limit]

    def limit(self, model: type[models.Model]) -> int | None:
        """Return how long the text may be; a model itself does not check this for every column."""
        columns = {column.name: column for column in model._meta.get_fields()}
        return getattr(columns.get(self.target), "max_length", None)

    def get(self, obj: Any, ledger: Ledger) -> str:
        return _tidy(getattr(obj, self.target) or "")


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()


class Number(Field):
    """A whole number that is not negative."""

    def blank(self, model: type[models.Model]) -> None:
        return None

    def read(self, node: Node, place: Place) -> int | None:
        if node.text and node.text.isascii() and node.text.isdigit():
            return int(node.text)
        if node.text != "":
            place.wrong(node.line, node.shown(), _("a whole number"))
        return None


class Months(Number):
    """How many months lie between two moments: a year where nothing else is said."""

    def blank(self, model: type[models.Model]) -> Any:
        return self.column(model).default

    def read(self, node: Node, place: Place) -> int | None:
        number = super().read(node, place)
        if number is not None and not 0 < number <= _LONGEST:
            place.wrong(node.line, node.shown(), _("a number of months, such as 12"))
        return number or 12


class Flag(Field):
    """True or false."""

    WORDS: ClassVar[dict[str, bool]] = {"true": True, "false": False}

    def blank(self, model: type[models.Model]) -> bool:
        return bool(self.column(model).get_default())

    def read(self, node: Node, place: Place) -> bool:
        answer = self.WORDS.get((node.text or "").lower())
        if answer is None:
            place.wrong(node.line, node.shown(), _("true or false"))
        return bool(answer)


class Choice(Field):
    """One code of a fixed vocabulary."""

    def blank(self, model: type[models.Model]) -> str:
        return str(self.column(model).get_default())

    def read(self, node: Node, place: Place) -> str:
        column = self.column(place.model)
        known = [str(code) for code, _label in column.choices if code]
        if node.text in known or (node.text == "" and column.blank):
            return str(node.text)
        place.wrong(node.line, node.shown(), one_of(known))
        return self.blank(place.model)

    def get(self, obj: Any, ledger: Ledger) -> str:
        return str(getattr(obj, self.target))

    def show(self, value: str, stems: Stems) -> Word:
        return Word(value)


class Codes(Field):
    """Several codes of a fixed vocabulary."""

    def blank(self, model: type[models.Model]) -> tuple[str, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[str, ...]:
        column: CodesField = self.column(place.model)
        known = [str(code) for code in column.vocabulary.values] if column.vocabulary else []
        return tuple(column.in_order(read_codes(node, place, known)))

    def get(self, obj: Any, ledger: Ledger) -> tuple[str, ...]:
        column: CodesField = self.column(type(obj))
        return tuple(column.in_order(getattr(obj, self.target)))

    def put(self, obj: Any, value: tuple[str, ...], ledger: Ledger) -> None:
        setattr(obj, self.target, list(value))

    def show(self, value: tuple[str, ...], stems: Stems) -> list[Word]:
        return [Word(code) for code in value]


def read_list(node: Node, place: Place) -> list[Node]:
    """Return the items of a list; nothing counts as an empty one."""
    if isinstance(node.value, list):
        return node.value
    if node.text != "":
        place.wrong(node.line, node.shown(), _("a list: [one, two]"))
    return []


def read_codes(node: Node, place: Place, known: Iterable[str]) -> list[str]:
    """Return the codes in a list, after noting those that are not `known` or stand there twice."""
    codes: list[str] = []
    allowed = list(known)
    for item in read_list(node, place):
        if item.text not in allowed:
            place.wrong(item.line, item.shown(), one_of(allowed, item.shown()))
        elif item.text in codes:
            place.wrong(item.line, item.shown(), _("each one once"))
        else:
            codes.append(str(item.text))
    return codes


class Day(Field):
    """A date: 2019-09-24."""

    def blank(self, model: type[models.Model]) -> None:
        return None

    def read(self, node: Node, place: Place) -> date | None:
        try:
            return date.fromisoformat(node.text or "")
        except ValueError:
            if node.text != "":
                place.wrong(node.line, node.shown(), _("a date such as 2019-09-24"))
        return None


class PartialDate(Field):
    """A date as far as it is known."""

    def read(self, node: Node, place: Place) -> str:
        if node.text is None or (node.text and not _is_partial_date(node.text)):
            place.wrong(node.line, node.shown(), _("a date such as 2019, 2019-09 or 2019-09-24"))
        return node.text or ""

    def show(self, value: str, stems: Stems) -> Any:
        return partial_date(value) if _is_partial_date(value) else value


def _is_partial_date(text: str) -> bool:
    try:
        first_day(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Mapped:
    """Several fields together, as in `{text: …, speaker: …}`."""

    fields: tuple[Field, ...]
    required: tuple[str, ...] = ()

    def read(self, node: Node, place: Place, model: type[models.Model]) -> dict[str, Any] | None:
        """Return a value for each field, or None if this is no mapping at all."""
        if not isinstance(node.value, dict):
            names = ", ".join(f"{one.name}: …" for one in self.fields)
            place.wrong(node.line, node.shown(), f"{{{names}}}")
            return None
        known = {one.name: one for one in self.fields}
        for name in node.value.keys() - known.keys():
            part = node.value[name]
            hint = _("quotes around a text with a comma or a colon, or ") if not part.text else ""
            place.wrong(part.line, name, hint + one_of(list(known)))
        for name in self.required:
            if name not in node.value or node.value[name].value in (None, ""):
                place.within(name, model).wrong(node.line, None, _("a value"))
        return {
            name: one.read(node.value[name], place.within(name, model))
            if name in node.value
            else one.blank(model)
            for name, one in known.items()
        }

    def show(
        self, values: dict[str, Any], model: type[models.Model], stems: Stems
    ) -> dict[str, Any]:
        """Return what is not left out, in the order of the fields."""
        return {
            one.name: one.show(values[one.name], stems)
            for one in self.fields
            if values[one.name] != one.blank(model)
        }
