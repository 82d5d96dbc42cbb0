"""From files to plain values: every file is read, every mistake in it noted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from cms.bundle.codecs import (
    CARE,
    STRUCTURE,
    PageCodec,
    PageDraft,
    RowCodec,
    page_codecs,
    row_codecs,
)
from cms.bundle.fields import Flag
from cms.bundle.mistakes import Mistakes
from cms.bundle.names import Ledger, Names, Place, one_of, page_key
from cms.bundle.nodes import Node
from cms.bundle.pagefile import PageFile, decoded, parse_page
from cms.bundle.pictures import FOLDER as PICTURES
from cms.bundle.pictures import PictureDraft, read_picture
from cms.bundle.rows import RowDraft, read_row_file
from cms.bundle.sitefile import FILE as SITE
from cms.bundle.sitefile import SiteDraft, read_key, read_site
from cms.models import PageCare

STEM = r"[a-z0-9]+(?:-[a-z0-9]+)*"
PAGE_NAME = re.compile(rf"^({STEM})\.([a-z]{{2}})\.md$")
IGNORED = frozenset({"README.md", "LICENSE"})


@dataclass(slots=True)
class Bundle:
    """Everything a folder says, as plain values."""

    names: Names
    mistakes: Mistakes = field(default_factory=Mistakes)
    pages: list[PageDraft] = field(default_factory=list)
    rows: list[RowDraft] = field(default_factory=list)
    pictures: list[PictureDraft] = field(default_factory=list)
    site: SiteDraft | None = None

    def originals(self) -> Iterator[PageDraft]:
        return (page for page in self.pages if page.language == settings.LANGUAGE_CODE)

    def translations(self) -> Iterator[PageDraft]:
        return (page for page in self.pages if page.language != settings.LANGUAGE_CODE)


def read_bundle(folder: Path, ledger: Ledger) -> Bundle:
    """Return what the files of `folder` say; mistakes are noted in it, not raised."""
    bundle = Bundle(Names(ledger))
    found: list[tuple[PageCodec, str, str, PageFile]] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_dir() or hidden or relative.name in IGNORED:
            continue
        if relative.parts[0] == PICTURES:
            picture = read_picture(relative.as_posix(), path, bundle.names, bundle.mistakes)
            bundle.pictures += [picture] if picture else []
        else:
            _read_text(relative.as_posix(), path.read_bytes(), bundle, found)
    drafts = [(_draft(*entry, bundle), entry[-1]) for entry in found]
    bundle.pages = [draft for draft, _file in drafts]
    for row in bundle.rows:
        row.read_values(bundle.names, bundle.mistakes)
    for draft, file in drafts:
        _read_values(draft, file, bundle)
    return bundle


def _read_text(
    relative: str, data: bytes, bundle: Bundle, found: list[tuple[PageCodec, str, str, PageFile]]
) -> None:
    text = decoded(relative, data, bundle.mistakes)
    path = PurePosixPath(relative)
    folder = "" if path.parent == PurePosixPath(".") else path.parent.as_posix()
    name = PAGE_NAME.match(path.name)
    if text is None:
        return
    if relative == SITE:
        bundle.site = read_site(relative, text, bundle.mistakes)
    elif row := _row_codec(relative, folder):
        bundle.rows += read_row_file(row, relative, text, bundle.names, bundle.mistakes)
    elif name and (codec := codec_of(folder, name.group(1))) and name.group(2) in _languages():
        page = parse_page(relative, text, bundle.mistakes)
        _note_name(codec, name.group(1), name.group(2), page, bundle)
        if page is not None:
            found.append((codec, name.group(1), name.group(2), page))
    else:
        bundle.mistakes.add(relative, 1, "", path.name, _expected_file(folder))


def _row_codec(relative: str, folder: str) -> RowCodec | None:
    in_folder = folder if relative.endswith(".yaml") else ""
    return next((one for one in row_codecs if one.path in (relative, in_folder)), None)


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def codec_of(folder: str, stem: str) -> PageCodec | None:
    return next(
        (one for one in page_codecs if one.folder == folder and one.stem in ("", stem)), None
    )


def _expected_file(folder: str) -> str:
    stems = [one.stem for one in page_codecs if one.folder == folder and one.stem]
    if stems:
        return _("a file such as %(name)s") % {"name": ", ".join(f"{stem}.nl.md" for stem in stems)}
    if any(one.folder == folder for one in page_codecs):
        return _(
            "a name in lower case with hyphens, such as repair-cafe.nl.md or repair-cafe.en.md"
        )
    folders = sorted({one.folder for one in page_codecs} | {one.path for one in row_codecs})
    known = [name for name in [*folders, PICTURES, SITE] if name]
    return _("a file that belongs to one of %(folders)s") % {"folders": ", ".join(known)}


def _note_name(
    codec: PageCodec, stem: str, language: str, page: PageFile | None, bundle: Bundle
) -> None:
    """Make the page known to others, also when its own file is broken."""
    if language != settings.LANGUAGE_CODE:
        return
    key = page_key(codec.name, stem)
    given = page.values.get("key") if page else None
    if page and given is not None:
        place = Place(page.path, "", codec.model, bundle.names, bundle.mistakes, key)
        key = read_key(given, key, place)
    bundle.names.pages[codec.name, stem] = key


def _draft(codec: PageCodec, stem: str, language: str, page: PageFile, bundle: Bundle) -> PageDraft:
    key = bundle.names.page(codec.name, stem) or page_key(codec.name, stem)
    draft = PageDraft(codec, stem, language, page.path, key)
    draft.lines = {name: node.line for name, node in page.values.items()}
    draft.lines |= {name: passage.line for name, passage in page.texts.items()}
    return draft


def _read_values(draft: PageDraft, page: PageFile, bundle: Bundle) -> None:
    original = draft.language == settings.LANGUAGE_CODE
    place = Place(
        draft.file, "", draft.codec.model, bundle.names, bundle.mistakes, draft.key, original
    )
    fields = [one for one in draft.codec.fields if original or one.translatable]
    _refuse_unknown(draft, page, place, fields, original)
    draft.values = draft.codec.blanks() if original else {}
    for one in fields:
        source: Any = page.texts if one.is_text else page.values
        if one.name in source:
            here = place.within(one.name, draft.codec.model)
            draft.values[one.name] = one.read(source[one.name], here)
    if not draft.values.get("title"):
        place.within("title", draft.codec.model).wrong(draft.line("title"), None, _("a title"))
    if original:
        draft.values["slug"] = draft.values["slug"] or draft.stem
        _read_structure(draft, page.values, place)


def _refuse_unknown(
    draft: PageDraft, page: PageFile, place: Place, fields: list[Any], original: bool
) -> None:
    values = [one.name for one in fields if not one.is_text] + list(STRUCTURE if original else ())
    texts = [one.name for one in fields if one.is_text]
    for name in page.values.keys() - set(values):
        hint = (
            _("a translation has: %(names)s")
            if draft.codec.field(name) or name in STRUCTURE
            else ""
        )
        expected = hint % {"names": ", ".join(values)} if hint else one_of(values, name, 99)
        if name in texts:
            expected = _("a heading “# %(name)s” below the header") % {"name": name}
        place.within(name, place.model).wrong(page.values[name].line, name, expected)
    for name in page.texts.keys() - set(texts):
        line = max(page.texts[name].line - 1, 1)
        known = [f"# {text}" for text in texts]
        place.within(name, place.model).wrong(line, f"# {name}", one_of(known, name, 99))


def _read_structure(draft: PageDraft, values: dict[str, Node], place: Place) -> None:
    model = draft.codec.model
    if "published" in values:
        draft.published = Flag("published").read(
            values["published"], place.within("published", model)
        )
    if "order" in values:
        draft.order = _number(values["order"], place.within("order", model))
    if "care" in values:
        draft.care = CARE.read(values["care"], place.within("care", PageCare), PageCare)
    if draft.codec.parent:
        draft.parent = _parent(draft, values.get("parent"), place.within("parent", model))


def _number(node: Node, place: Place) -> float:
    try:
        return float(node.text or "")
    except ValueError:
        place.wrong(node.line, node.shown(), _("a number"))
        return 0.0


def _parent(draft: PageDraft, node: Node | None, place: Place) -> UUID | None:
    kind, stem = draft.codec.parent or ("", "")
    if node is not None and not draft.codec.nests:
        place.wrong(node.line, node.shown(), _("nothing: this page stands under its list page"))
    elif node is not None:
        kind, stem = draft.codec.name, node.text or ""
    key = place.names.page(kind, stem)
    if key is None and node is not None:
        place.wrong(node.line, node.shown(), one_of(place.names.stems(kind), stem))
    elif key is None:
        file = next(one for one in page_codecs if one.name == kind and one.stem == stem)
        path = file.path(stem, settings.LANGUAGE_CODE)
        place.mistakes.add(path, 1, "", None, _("the page under which other pages stand"))
    return key
