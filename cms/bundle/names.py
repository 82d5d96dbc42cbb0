"""What a bundle calls things, and what the database calls them."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.bundle.mistakes import Mistakes
from cms.bundle.prose import PAGE_LINK
from cms.models import SiteImage

NAMESPACE = UUID("6f9a3c1e-5d0b-5c58-9a57-0f6b6a1f4b1e")


def page_key(kind: str, stem: str) -> UUID:
    """Return the identity of a page: the same in every database and for ever."""
    return uuid5(NAMESPACE, f"{kind}/{stem}")


def block_id(owner: UUID, field_name: str, position: int) -> str:
    """Return the id of a block that nobody gave another one."""
    return str(uuid5(NAMESPACE, f"{owner}/{field_name}/{position}"))


class Ledger:
    """What is in the database. Reads everything of a kind once; `refresh` forgets it."""

    def refresh(self) -> None:
        for name in ("_pages", "_keys", "_pictures", "_hashes"):
            self.__dict__.pop(name, None)
        self.__dict__["_rows"] = {}

    @cached_property
    def _rows(self) -> dict[type[models.Model], dict[str, Any]]:
        return {}

    @cached_property
    def _keys(self) -> dict[int, UUID]:
        return dict(Page.objects.filter(depth__gt=1).values_list("pk", "translation_key"))

    @cached_property
    def _pages(self) -> dict[UUID, int]:
        originals = Page.objects.filter(depth__gt=1, locale__language_code=settings.LANGUAGE_CODE)
        return dict(originals.values_list("translation_key", "pk"))

    @cached_property
    def _hashes(self) -> dict[int, str]:
        return {picture.pk: picture.get_file_hash() for picture in SiteImage.objects.all()}

    @cached_property
    def _pictures(self) -> dict[str, int]:
        return {digest: pk for pk, digest in self._hashes.items()}

    def key_of(self, page_id: int | None) -> UUID | None:
        return None if page_id is None else self._keys.get(page_id)

    def link_of(self, page_id: int) -> str:
        """Return the page link of a plain value; "" for a page that is gone."""
        key = self.key_of(page_id)
        return f"{PAGE_LINK}{key}" if key else ""

    def has_page(self, key: UUID) -> bool:
        return key in self._pages

    def page_id(self, key: UUID) -> int:
        """Return the id of the original page with this key. Raises `KeyError`."""
        return self._pages[key]

    def linked_id(self, link: str) -> int:
        return self.page_id(UUID(link.removeprefix(PAGE_LINK)))

    def rows(self, model: type[models.Model]) -> dict[str, Any]:
        """Return the rows of a vocabulary by their code."""
        if model not in self._rows:
            self._rows[model] = {str(row.code): row for row in model._default_manager.all()}  # type: ignore[attr-defined]
        return self._rows[model]

    def picture_hash(self, picture_id: int) -> str:
        return self._hashes.get(picture_id, "")

    def picture_id(self, digest: str) -> int | None:
        return self._pictures.get(digest)


@dataclass(slots=True)
class Names:
    """What the bundle's files are called, on top of what the database holds already."""

    ledger: Ledger
    pages: dict[tuple[str, str], UUID] = field(default_factory=dict)
    rows: dict[type[models.Model], set[str]] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)

    def page(self, kind: str, stem: str) -> UUID | None:
        """Return the key of a page of the bundle or of the database, or None."""
        found = self.pages.get((kind, stem))
        if found:
            return found
        key = page_key(kind, stem)
        return key if self.ledger.has_page(key) else None

    def kinds(self) -> set[str]:
        return {kind for kind, _stem in self.pages}

    def stems(self, kind: str) -> list[str]:
        return sorted(stem for known, stem in self.pages if known == kind)

    def codes(self, model: type[models.Model]) -> set[str]:
        return self.rows.get(model, set()) | set(self.ledger.rows(model))


def one_of(known: list[str], found: str = "", at_most: int = 15) -> str:
    """Say what may stand here: all of it if that is short, otherwise what looks like it."""
    if len(known) > at_most:
        known = get_close_matches(found, known, n=3, cutoff=0.5)
        return _("a known name; nearest: %(names)s") % {"names": ", ".join(known) or "–"}
    return _("one of %(names)s") % {"names": ", ".join(known) or "–"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, for whoever reads it."""

    file: str
    field: str
    model: type[models.Model]
    names: Names
    mistakes: Mistakes
    owner: UUID
    original: bool = True

    def wrong(self, line: int, found: str | None, expected: str) -> None:
        self.mistakes.add(self.file, line, self.field, found, expected)

    def within(self, name: str, model: type[models.Model]) -> "Place":
        """Return the place of a part of this value."""
        label = f"{self.field}.{name}" if self.field else name
        return Place(self.file, label, model, self.names, self.mistakes, self.owner, self.original)


@dataclass(frozen=True, slots=True)
class Stems:
    """What an export calls pages and pictures."""

    pages: dict[UUID, tuple[str, str]]
    pictures: dict[str, str]

    def stem(self, key: UUID) -> str:
        return self.pages[key][1]

    def link(self, key: UUID) -> str:
        return ":".join(self.pages[key])
