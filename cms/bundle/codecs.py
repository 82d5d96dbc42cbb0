"""What each floor tells the bundle about its own things."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from wagtail.models import Page

from cms.bundle.fields import Day, Field, Flag, Mapped, Months, Words
from cms.bundle.relations import Tags
from cms.bundle.streams import Body
from cms.registry import Registry

HOME = ("home", "home")
CARE = Mapped(
    (
        Day("review_on"),
        Months("interval_months"),
        Day("last_confirmed_on"),
        Words("last_confirmed_by"),
    )
)
# Keys in the header of an original that are no field of the page.
STRUCTURE = ("key", "published", "order", "parent", "care")

COMMON: tuple[Field, ...] = (
    Words("title", translatable=True),
    Words("slug", translatable=True),
    Words("summary", translatable=True),
    Words("seo_title", translatable=True),
    Words("search_description", translatable=True),
    Flag("in_menu", "show_in_menus"),
    Tags("tags"),
)


# A field, what stands in it, and what was expected there.
Complaint = tuple[str, str | None, str]


def _always(_draft: "PageDraft") -> bool:
    return True


def _content(_draft: "PageDraft") -> Iterable[Complaint]:
    return ()


@dataclass(frozen=True)
class PageCodec:
    """How pages of one type stand in a bundle.

    `name` is the type in links and identities, `folder` where the files are; `stem` is set where
    there is one page only. A page stands under `parent` (type and stem), the home page under none.
    """

    name: str
    folder: str
    model: type[Page]
    own_fields: tuple[Field, ...] = ()
    parent: tuple[str, str] | None = HOME
    stem: str = ""
    nests: bool = False
    # What a page needs before anybody may read it; where that is missing it stays a draft.
    may_publish: Callable[["PageDraft"], bool] = _always
    # What is wrong with the values of an original when they are laid side by side.
    complaints: Callable[["PageDraft"], Iterable[Complaint]] = _content

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*COMMON, *page_fields, *self.own_fields)

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)

    def blanks(self) -> dict[str, Any]:
        return {one.name: one.blank(self.model) for one in self.fields}

    def usual_slug(self, slug: str, language: str) -> str:
        """Return the address of a translation that names none: that of the original."""
        # All home pages stand side by side under the root.
        return slug if self.parent else f"{slug}-{language}"

    def path(self, stem: str, language: str) -> str:
        folder = f"{self.folder}/" if self.folder else ""
        return f"{folder}{stem}.{language}.md"


@dataclass(frozen=True)
class RowCodec:
    """How the rows of a table stand in a bundle.

    One file a row (`path` is a folder) or all of them in one list (`path` ends in `.yaml`). `code`
    is the field that names a row. Rows that are not `exported` are only ever made, never changed.

    Where the name of a row is no column of its table, `named` makes a row (not saved) from it; a
    `writer` gets all rows of the bundle at once and returns how many it made. Where the table calls
    a row by something else than a text, `value` says by what. An export writes what `listed` gives,
    in its order; all rows where it is left out. Rows that point at pages come `after_pages`.
    """

    path: str
    model: type[models.Model]
    fields: tuple[Field, ...]
    required: tuple[str, ...] = ()
    code: str = "code"
    exported: bool = True
    code_field: type[Field] = Words
    named: Callable[[str], models.Model] | None = None
    writer: Callable[[list[Any], Any], int] | None = None
    value: Callable[[str], Any] = str
    listed: Callable[[], models.QuerySet[Any]] | None = None
    after_pages: bool = False

    def new(self, code: str) -> models.Model:
        """Return a row with this name, not saved."""
        return self.named(code) if self.named else self.model(**{self.code: self.value(code)})

    def rows(self) -> models.QuerySet[Any]:
        """Return the rows that an export writes."""
        return self.listed() if self.listed else self.model._default_manager.order_by(self.code)

    @property
    def is_list(self) -> bool:
        return self.path.endswith(".yaml")


@dataclass(slots=True)
class PageDraft:
    """A page as a file has it: plain values, and where they stand."""

    codec: PageCodec
    stem: str
    language: str
    file: str
    key: UUID
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    published: bool = True
    order: float = float("inf")
    parent: UUID | None = None
    care: dict[str, Any] | None = None

    def line(self, name: str) -> int:
        return self.lines.get(name, 1)

    @property
    def rank(self) -> tuple[float, str, str]:
        return (self.order, str(self.values["title"]).casefold(), self.stem)


page_codecs: Registry[PageCodec] = Registry("type of page in a bundle")
row_codecs: Registry[RowCodec] = Registry("table in a bundle")
page_fields: Registry[Field] = Registry("bundle field of every page")


def register_type(
    name: str,
    folder: str,
    model: type[Page],
    index: type[Page],
    fields: tuple[Field, ...],
    may_publish: Callable[[PageDraft], bool] = _always,
    complaints: Callable[[PageDraft], Iterable[Complaint]] = _content,
) -> None:
    """Register a page type together with the list page under which its pages stand."""
    at = ("index", folder)
    codec = PageCodec(
        *(name, folder, model, fields), parent=at, may_publish=may_publish, complaints=complaints
    )
    page_codecs.register(name, codec)
    above = PageCodec("index", "indexes", index, (Body("body"),), parent=HOME, stem=folder)
    page_codecs.register(f"index/{folder}", above)
