"""Fields of running text without blocks."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from cms.blocks import PROSE
from cms.bundle.fields import Field
from cms.bundle.markdown_reader import Unsupported, from_markdown
from cms.bundle.markdown_writer import to_markdown
from cms.bundle.names import Ledger, Place, Stems
from cms.bundle.pagefile import Passage
from cms.bundle.prose import PAGE_LINK, Prose, from_html, to_html
from cms.bundle.relations import expected_link

WEB = ("http://", "https://", "mailto:", "tel:", "/", "#")


def read_prose(passage: Passage, features: list[str], place: Place) -> Prose:
    """Return the text with every link to a page turned into that page's key."""

    def wrong(found: Unsupported) -> None:
        place.wrong(passage.line + found.line, found.found, found.expected)

    prose = from_markdown(passage.text, features, wrong)
    return with_links(prose, lambda link: _key_link(link, passage, place))


def with_links(prose: Prose, change: Any) -> Prose:
    """Return `prose` with every link sent through `change`."""
    return tuple(
        replace(
            block,
            runs=tuple(
                replace(run, link=change(run.link)) if run.link else run for run in block.runs
            ),
        )
        for block in prose
    )


def _key_link(link: str, passage: Passage, place: Place) -> str:
    if link.startswith(WEB):
        return link
    kind, _sep, stem = link.partition(":")
    key = place.names.page(kind, stem)
    if key is None:
        at = passage.text.find(f"]({link}")
        line = passage.line + passage.text.count("\n", 0, max(at, 0))
        expected = expected_link(place, kind, stem)
        place.wrong(line, link, _("%(pages)s, or a web address") % {"pages": expected})
        return ""
    return f"{PAGE_LINK}{key}"


def show_prose(prose: Prose, stems: Stems) -> str:
    return to_markdown(with_links(prose, lambda link: _stem_link(link, stems)))


def _stem_link(link: str, stems: Stems) -> str:
    return stems.link(UUID(link.removeprefix(PAGE_LINK))) if link.startswith(PAGE_LINK) else link


@dataclass(frozen=True)
class RichText(Field):
    """Rich text without headings, in a field of its own."""

    is_text: ClassVar[bool] = True
    is_late: ClassVar[bool] = True
    translatable: bool = True

    def blank(self, model: type[models.Model]) -> Prose:
        return ()

    def read(self, passage: Any, place: Place) -> Prose:
        return read_prose(passage, PROSE, place)

    def get(self, obj: Any, ledger: Ledger) -> Prose:
        return from_html(getattr(obj, self.target), ledger.link_of)

    def put(self, obj: Any, value: Prose, ledger: Ledger) -> None:
        setattr(obj, self.target, to_html(value, ledger.linked_id))

    def show(self, value: Prose, stems: Stems) -> str:
        return show_prose(value, stems)
