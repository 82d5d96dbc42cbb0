"""Columns of a table: how they are called, what their cells may hold, and how that is shown."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import DateWidget, Widget

from network.enums import Consent
from network.exchange.guard import unguarded
from network.exchange.reading import tidy
from network.exchange.words import Meanings

# What somebody writes in a cell to make the value empty; an empty cell leaves it as it is.
NOTHING = "-"
BETWEEN = re.compile(r"[|;\n]")


class Column(Field):
    """One column, with its heading in both languages.

    `empty` is what a cell with a dash gives; without it the value cannot be made empty.
    """

    def __init__(
        self,
        attribute: str,
        nl: str,
        en: str,
        *,
        widget: Widget,
        also: Iterable[str] = (),
        empty: Any = None,
        is_needed: bool = False,
        example: str = "",
    ) -> None:
        super().__init__(attribute=attribute, widget=widget)
        self.nl, self.en, self.also = nl, en, tuple(also)
        self.empty, self.is_needed, self.example = empty, is_needed, example

    @property
    def heading(self) -> str:
        """The heading in the active language."""
        return self.en if translation.get_language() == "en" else self.nl

    def example_text(self) -> str:
        """What an example has in this column: the name of a code, in the reader's language."""
        return self.widget.render(self.example) if self.example else ""

    def save(self, instance: Any, row: dict[str, str], is_m2m: bool = False, **_rest: Any) -> None:
        """Take over a cell. Raises `ValueError` for one that cannot be right."""
        text = row.get(self.column_name, "")
        if not text:
            if self.is_needed and instance.pk is None and not self.export(instance):
                raise ValueError(_("This is needed, and the cell is empty."))
            return
        if text == NOTHING:
            self.put(instance, self._nothing())
            return
        text = unguarded(text)
        # What we wrote ourselves comes back unchanged, whatever we would say of it today.
        if not self.is_same(text, self.export(instance)):
            self.put(instance, self.widget.clean(text, row=row))

    def _nothing(self) -> Any:
        if self.is_needed or (self.empty is None and not self.attribute.endswith("_id")):
            raise ValueError(_("This cannot be made empty."))
        return self.empty

    def is_same(self, text: str, current: str) -> bool:
        return text == tidy(current)

    def put(self, instance: Any, value: Any) -> None:
        *path, name = self.attribute.split("__")
        for step in path:
            instance = getattr(instance, step)
        setattr(instance, name, value)


class ReachColumn(Column):
    """A way to reach somebody. A new one is hidden until its owner shows it."""

    def put(self, instance: Any, value: Any) -> None:
        if value != getattr(instance, self.attribute):
            setattr(instance, f"{self.attribute}_consent", Consent.NOBODY)
        super().put(instance, value)


class PhoneColumn(ReachColumn):
    """A phone number; the same digits are the same number, however it is written."""

    def is_same(self, text: str, current: str) -> bool:
        digits = [re.sub(r"\D", "", each) for each in (_restored(text), current)]
        return super().is_same(text, current) or (digits[0] != "" and digits[0] == digits[1])


class SetColumn(Column):
    """Several entries of a vocabulary, kept aside on the instance until it is saved."""

    def get_value(self, instance: Any) -> Any:
        return instance.chosen.get(self.attribute, frozenset())

    def put(self, instance: Any, value: Any) -> None:
        instance.chosen = instance.chosen | {self.attribute: value}


class Text(Widget):
    """Text that meets what a field of a table asks of it."""

    def __init__(self, model: type[models.Model], name: str, *, one_line: bool = True) -> None:
        super().__init__()
        self.field: Any = model._meta.get_field(name)
        self.one_line = one_line

    def clean(self, value: str, row: Any = None, **_rest: Any) -> str:
        text = " ".join(value.split()) if self.one_line else value
        try:
            self.field.run_validators(text)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return text


class Address(Text):
    """An e-mail address, in small letters: capitals make no other address."""

    def clean(self, value: str, row: Any = None, **rest: Any) -> str:
        return super().clean(value.casefold(), row, **rest)


class Website(Text):
    """An address on the web; people leave out how it begins."""

    def clean(self, value: str, row: Any = None, **rest: Any) -> str:
        return super().clean(value if "://" in value else f"https://{value}", row, **rest)


class Phone(Text):
    """A phone number; zeros and plus signs that a spreadsheet ate come back."""

    def clean(self, value: str, row: Any = None, **rest: Any) -> str:
        number = _restored(value)
        if not re.fullmatch(r"[\d\s+()./-]*\d[\d\s+()./-]*", number):
            raise ValueError(_("This is not a phone number. Use digits, spaces and a plus sign."))
        return super().clean(number, row, **rest)


def _restored(number: str) -> str:
    if re.fullmatch(r"[1-9]\d{8}", number):
        return f"0{number}"
    return f"+{number}" if re.fullmatch(r"31[1-9]\d{8}", number) else number


class Day(DateWidget):
    """A day, as Excel or as Dutch people write it."""

    def __init__(self) -> None:
        super().__init__("%Y-%m-%d")
        self.formats = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")

    def clean(self, value: str, row: Any = None, **rest: Any) -> date:
        try:
            day: date = super().clean(value, row, **rest)
        except ValueError as error:
            raise ValueError(_("This is not a day. Write it as 31-12-2026.")) from error
        return day


class Choice(Widget):
    """One thing of many, by its code or name; `load` fills in the meanings when first needed."""

    def __init__(self, load: Callable[[Meanings], None]) -> None:
        super().__init__()
        self._load = load
        self._loaded: Meanings | None = None

    @property
    def meanings(self) -> Meanings:
        if self._loaded is None:
            self._loaded = Meanings()
            self._load(self._loaded)
        return self._loaded

    def clean(self, value: str, row: Any = None, **_rest: Any) -> Any:
        return self.meanings.find(value)

    def render(self, value: Any, obj: Any = None, **_rest: Any) -> str:
        return self.meanings.label(value)


class Choices(Choice):
    """Several things of many, with `|` or `;` between them."""

    def clean(self, value: str, row: Any = None, **_rest: Any) -> frozenset[Any]:
        return frozenset(self.meanings.find(part) for part in self._parts(value))

    def _parts(self, value: str) -> Iterable[str]:
        for part in filter(None, map(str.strip, BETWEEN.split(value))):
            # A comma may stand inside a name.
            yield from [part] if part in self.meanings else filter(None, part.split(","))

    def render(self, value: Any, obj: Any = None, **_rest: Any) -> str:
        return " | ".join(sorted(self.meanings.label(each) for each in value or ()))


def fixed(choices: Any) -> Callable[[Meanings], None]:
    """Let the pairs of code and lazy label in `choices` be found, in both languages."""

    def load(meanings: Meanings) -> None:
        for code, label in choices:
            names = [code]
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    names.append(str(label))
            meanings.add(str(code), str(label), names)

    return load


def entries(model: Any) -> Callable[[Meanings], None]:
    """Let the entries of a vocabulary be found; they are given as ids."""

    def load(meanings: Meanings) -> None:
        for entry in model.objects.all():
            meanings.add(entry.pk, entry.label, [entry.code, entry.label_nl, entry.label_en])

    return load


def named(model: Any) -> Callable[[Meanings], None]:
    """Let rows with a code and one name be found; two of one name are told apart by code."""

    def load(meanings: Meanings) -> None:
        rows = list(model.objects.all())
        number = Counter(row.name for row in rows)
        for row in rows:
            label = row.name if number[row.name] == 1 else row.code
            meanings.add(row.pk, label, [row.code, row.name])

    return load
