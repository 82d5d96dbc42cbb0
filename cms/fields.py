"""Model fields that the page types share."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

SEPARATOR = "|"


class CodesField(models.Field):  # type: ignore[type-arg]  # Any in, any out: it is stored as text
    """Several codes of one fixed vocabulary, kept as `|code|code|` in the vocabulary's own order.

    Not a subclass of `CharField`, because wagtail-localize would hand its value to translators.
    Look up with `gradations__has="severe"`.
    """

    def __init__(self, *args: Any, vocabulary: type[models.TextChoices] | None = None, **kw: Any):
        self.vocabulary = vocabulary
        kw.setdefault("default", list)
        kw.setdefault("blank", True)
        super().__init__(*args, **kw)

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(self, value: str | None, *_args: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        if not value:
            return []
        if isinstance(value, str):
            return [code for code in value.split(SEPARATOR) if code]
        return [str(code) for code in value]

    def get_prep_value(self, value: Any) -> str:
        codes = self.in_order(self.to_python(value))
        return f"{SEPARATOR}{SEPARATOR.join(codes)}{SEPARATOR}" if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def in_order(self, codes: Iterable[str]) -> list[str]:
        """Return each of `codes` once, in the vocabulary's order; unknown ones last."""
        known = [str(code) for code in self.vocabulary.values] if self.vocabulary else []
        unique = dict.fromkeys(codes)
        return sorted(unique, key=lambda code: known.index(code) if code in known else len(known))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value or None, model_instance) if not self.blank else None
        known = set(self.vocabulary.values) if self.vocabulary else set()
        for code in self.to_python(value):
            if code not in known:
                raise ValidationError(
                    _("“%(code)s” is not one of: %(known)s."),
                    code="unknown_code",
                    params={"code": code, "known": ", ".join(sorted(known))},
                )

    def formfield(self, **kw: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            choices=self.vocabulary.choices if self.vocabulary else [],
            widget=forms.CheckboxSelectMultiple,
        )

    def labels(self, codes: Sequence[str]) -> list[str]:
        """Return what people read for each of `codes`, in the active language."""
        return [str(self.vocabulary(code).label) for code in codes] if self.vocabulary else []


@CodesField.register_lookup
class HasCode(Exact):
    """`field__has="code"`: true where that code is among the field's codes."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*params, f"%{SEPARATOR}{self.rhs}{SEPARATOR}%")


PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def first_day(value: str) -> date:
    """Return the first day that a partial date may mean.

    Raises `ValueError` for what is no date, such as `2019-02-30`.
    """
    if not PARTIAL_DATE.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(f"{value}-01-01"[:10])


class PartialDateField(models.Field):  # type: ignore[type-arg]
    """A date as far as it is known: `2019`, `2019-09` or `2019-09-24`, which sorts as text.

    Not a subclass of `CharField`, because wagtail-localize would hand its value to translators.
    """

    def __init__(self, *args: Any, **kw: Any):
        kw.setdefault("default", "")
        kw.setdefault("blank", True)
        kw["max_length"] = 10
        super().__init__(*args, **kw)

    def get_internal_type(self) -> str:
        return "CharField"

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        try:
            first_day(str(value)) if value else None
        except ValueError as error:
            raise ValidationError(
                _("Give a year, a month or a day, such as 2019, 2019-09 or 2019-09-24."),
                code="partial_date",
            ) from error
        super().validate(value or None, model_instance) if not self.blank else None

    def formfield(self, **kw: Any) -> forms.Field:
        return forms.CharField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            max_length=10,
        )
