"""Which columns of which tables can hold what somebody typed, and how a row is rewritten."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Cast
from wagtail.models import Locale

from cms.models import Erasure
from cms.privacy.words import Word, rewritten

Column = Literal["text", "json", "file"]

# Held by the software, not typed by anybody; or handled by itself (see aftermath.py).
_NOT_TYPED = {
    "auth.Permission",
    "contenttypes.ContentType",
    "sessions.Session",
    "wagtailadmin.FormState",
    "wagtailsearch.IndexEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",
}


@dataclass(frozen=True)
class Table:
    """A table with columns that can hold a trace."""

    model: type[models.Model]
    columns: Mapping[str, Column]

    @property
    def label(self) -> str:
        """What it is called in the state of an erasure."""
        return self.model._meta.label

    @cached_property
    def _language_columns(self) -> list[str]:
        names = {field.name for field in self.model._meta.concrete_fields}
        locale = "translation__target_locale" if self.label.endswith("SegmentOverride") else ""
        found = ["locale_id"] if "locale" in names else []
        found += ["recipient__language"] if "recipient" in names else []
        found += ["language"] if "language" in names else []
        return [*found, locale] if locale and apps.is_installed("wagtail_localize") else found

    def suspects(self, words: Sequence[Word], after: Any, limit: int) -> list[Any]:
        """Return the keys of the next rows that may hold one of these words, in order."""
        texts = self._texts()
        rows = self.model._base_manager.annotate(**texts).order_by("pk")
        coarse = [word.coarse for word in words]
        if all(coarse):
            looks = Q()
            for name in texts:
                looks |= Q(**{f"{name}__iregex": "|".join(coarse)})
            rows = rows.filter(looks)
        if after is not None:
            rows = rows.filter(pk__gt=after)
        return list(rows.values_list("pk", flat=True)[:limit])

    def locked(self, keys: Sequence[Any]) -> list[dict[str, Any]]:
        """Return these rows, kept from others until the end of the transaction."""
        rows = self.model._base_manager.filter(pk__in=keys)
        # By itself: a row that is joined and may be missing cannot be locked.
        list(rows.select_for_update().values_list("pk", flat=True))
        texts = self._texts()
        return list(rows.annotate(**texts).values("pk", *texts, *self._language_columns))

    def _texts(self) -> dict[str, Cast]:
        return {f"text_{name}": Cast(name, models.TextField()) for name in self.columns}

    def clean(self, row: Mapping[str, Any], words: Sequence[Word]) -> dict[str, str]:
        """Return the columns of this row that must change, with their new text."""
        language = self._language(row)
        changes = {}
        for name, kind in self.columns.items():
            text = row[f"text_{name}"]
            if text:
                new = self._clean_text(name, kind, text, words, language)
                if new != text:
                    changes[name] = new
        return changes

    def _clean_text(
        self, name: str, kind: Column, text: str, words: Sequence[Word], language: str
    ) -> str:
        field = self.model._meta.get_field(name)
        if kind == "json":
            value = json.loads(text)
            new = rewritten(value, words, language)
            return text if new == value else json.dumps(new)
        new = rewritten(text, words, language)
        if new == text or not isinstance(field, models.Field):
            return text
        return _fitting(field, text, new, words)

    def write(self, pk: Any, changes: Mapping[str, str]) -> None:
        """Store new texts, past what would happen at a save."""
        meta = self.model._meta
        assignments = ", ".join(
            f"{self._column(name)} = %s" + ("::jsonb" if self._is_jsonb(name) else "")
            for name in changes
        )
        key = meta.pk.get_db_prep_value(pk, connection)
        table = connection.ops.quote_name(meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET {assignments} WHERE {self._column(meta.pk.name)} = %s",  # noqa: S608 names only
                [*changes.values(), key],
            )

    def _column(self, name: str) -> str:
        field: Any = self.model._meta.get_field(name)
        return connection.ops.quote_name(field.column)

    def _is_jsonb(self, name: str) -> bool:
        return self.columns[name] == "json" and connection.vendor == "postgresql"

    def _language(self, row: Mapping[str, Any]) -> str:
        known = {code for code, _label in settings.LANGUAGES}
        locales = [
            row.get("locale_id"),
            row.get("translation__target_locale"),
            _locale_of_content(row.get("text_content")),
        ]
        codes = [row.get("recipient__language"), row.get("language")]
        codes += [_languages().get(locale) for locale in locales if locale]
        return next((code for code in codes if code in known), settings.LANGUAGE_CODE)


def tables() -> Iterator[Table]:
    """Yield every table with such columns, in a fixed order."""
    # The account itself goes; another account with the same name is somebody else.
    skipped = {Erasure, get_user_model()}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or not meta.managed or model in skipped or meta.label in _NOT_TYPED:
            continue
        columns = {
            field.name: kind for field in meta.local_concrete_fields if (kind := _kind(field))
        }
        if columns:
            yield Table(model, columns)


def _kind(field: models.Field[Any, Any]) -> Column | None:
    if isinstance(field, models.FileField):
        return "file"
    # Also Wagtail's StreamField, which is no JSONField but is stored as one.
    if field.get_internal_type() == "JSONField":
        return "json"
    if isinstance(field, models.CharField | models.TextField):
        return None if field.choices or field.primary_key else "text"
    return None


def _fitting(field: models.Field[Any, Any], old: str, new: str, words: Sequence[Word]) -> str:
    """Return `new` as this column can hold it."""
    token = words[0].token
    if isinstance(field, models.EmailField):
        return "" if field.blank and not field.unique else f"{token}@removed.invalid"
    contacts = [word for word in words if word.kind != "name"]
    if field.blank and any(word.pattern.fullmatch(old.strip()) for word in contacts):
        return ""
    longest = getattr(field, "max_length", None) or len(new)
    if field.unique and token not in new:
        return f"{new[: longest - len(token) - 1]} {token}"
    return new[:longest]


def _locale_of_content(text: str | None) -> int | None:
    """Return the locale of a page as a revision holds it."""
    if not text or not text.startswith("{"):
        return None
    locale = json.loads(text).get("locale")
    return locale if isinstance(locale, int) else None


def _languages() -> dict[Any, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))
