"""The export: what the database says, in the form that an import reads."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page, Site
from wagtail_localize.models import StringTranslation, Translation

from cms.bundle.codecs import CARE, PageCodec, RowCodec, page_codecs, row_codecs
from cms.bundle.mistakes import BundleRefused
from cms.bundle.names import Ledger, Stems, page_key
from cms.bundle.nodes import dump_yaml
from cms.bundle.pagefile import written_page
from cms.bundle.pictures import FOLDER as PICTURES
from cms.bundle.pictures import said_of
from cms.bundle.reading import PAGE_NAME, codec_of
from cms.bundle.sitefile import FILE as SITE
from cms.bundle.sitefile import codes_in, shown_site
from cms.models import PageCare, SiteImage

Files = Iterator[tuple[str, bytes]]


def export_bundle(path: Path) -> int:
    """Write the network to `path` and return the number of files written.

    Files that belong to no object here are left alone. Raises `BundleRefused` if the folder holds
    something and is not a bundle.
    """
    if path.exists() and not path.is_dir():
        raise BundleRefused(_("%(path)s is a file, not a folder.") % {"path": path})
    if path.is_dir() and any(path.iterdir()) and not _is_bundle(path):
        raise BundleRefused(
            _("%(path)s holds other files. Choose an empty folder, or one with a bundle.")
            % {"path": path}
        )
    count = 0
    for name, data in Exporter(path).files():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_bytes() != data:
            file.write_bytes(data)
        count += 1
    return count


def _is_bundle(path: Path) -> bool:
    return (path / f"home.{settings.LANGUAGE_CODE}.md").is_file() or (path / SITE).is_file()


class Exporter:
    """Gives every file of the bundle, in a fixed order and a fixed form."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, Ledger()
        self.pages = {codec: self.originals(codec) for codec in page_codecs}
        self.pictures = list(SiteImage.objects.order_by("pk"))
        self.refuse_lost_pictures()
        self.stems = Stems(self.page_stems(folder), self.picture_names())
        self.orders = self.written_orders()

    def originals(self, codec: PageCodec) -> list[Any]:
        """Return the pages of this codec as they are published, or drafted if they never were."""
        pages = codec.model._default_manager.filter(locale__language_code=settings.LANGUAGE_CODE)
        return [
            page if page.live else page.get_latest_revision_as_object()
            for page in pages.filter(alias_of=None).order_by("path")
        ]

    def page_stems(self, folder: Path) -> dict[UUID, tuple[str, str]]:
        """Name each page: as in the folder if it is there already, otherwise by its address."""
        there = _stems_in(folder)
        stems: dict[UUID, tuple[str, str]] = {}
        for codec, pages in self.pages.items():
            taken = {
                there[page.translation_key][1] for page in pages if page.translation_key in there
            }
            for page in pages:
                name = there.get(page.translation_key, ("", ""))[1] or codec.stem
                if not name:
                    name = _free(page.slug, taken)
                    taken.add(name)
                stems[page.translation_key] = (codec.name, name)
        return stems

    def refuse_lost_pictures(self) -> None:
        """Say so before anything is written if a picture's file is gone."""
        for one in self.pictures:
            if not one.file.storage.exists(one.file.name):
                raise BundleRefused(
                    _("The file of picture “%(title)s” is gone: %(name)s.")
                    % {"title": one.title, "name": one.file.name}
                )

    def picture_names(self) -> dict[str, str]:
        return {self.ledger.picture_hash(one.pk): Path(one.file.name).name for one in self.pictures}

    def written_orders(self) -> dict[UUID, int]:
        """Number the children of a parent, unless their titles say the same."""
        siblings: dict[str, list[tuple[PageCodec, Any]]] = {}
        for codec, pages in self.pages.items():
            for page in pages:
                siblings.setdefault(page.path[: -page.steplen], []).append((codec, page))
        orders: dict[UUID, int] = {}
        for entries in siblings.values():
            entries.sort(key=lambda entry: entry[1].path)
            ranks = [
                (page.title.casefold(), self.stems.stem(page.translation_key))
                for _codec, page in entries
            ]
            if ranks != sorted(ranks):
                orders |= {page.translation_key: n for n, (_codec, page) in enumerate(entries, 1)}
        return orders

    def files(self) -> Files:
        for row_codec in row_codecs:
            if row_codec.exported:
                yield from self.row_files(row_codec)
        for codec, pages in self.pages.items():
            for page in pages:
                yield from self.page_files(codec, page)
        yield from self.picture_files()
        yield SITE, self.site_file()

    def site_file(self) -> bytes:
        site = Site.objects.get(is_default_site=True)
        return shown_site(site, self.stems, self.ledger, codes_in(self.folder / SITE))

    def row_files(self, codec: RowCodec) -> Files:
        shown = [
            (str(getattr(row, codec.code)), self.shown_row(codec, row)) for row in codec.rows()
        ]
        if codec.is_list:
            data = [{codec.code: code, **values} for code, values in shown]
            yield codec.path, dump_yaml(data).encode()
        else:
            for code, values in shown:
                yield f"{codec.path}/{code}.yaml", dump_yaml(values).encode()

    def shown_row(self, codec: RowCodec, row: Any) -> dict[str, Any]:
        return {
            one.name: one.show(one.get(row, self.ledger), self.stems)
            for one in codec.fields
            if one.travels and one.get(row, self.ledger) != one.blank(codec.model)
        }

    def page_files(self, codec: PageCodec, page: Any) -> Files:
        kind, stem = self.stems.pages[page.translation_key]
        values: dict[str, Any] = {}
        if page.translation_key != page_key(kind, stem):
            values["key"] = str(page.translation_key)
        own = {one.name for one in codec.fields}
        written, texts = self.shown_page(codec, page, page.translation_key, own)
        if written.get("slug") == stem:
            del written["slug"]
        values |= written | self.structure(codec, page)
        yield codec.path(stem, settings.LANGUAGE_CODE), _page_bytes(values, texts)
        others = codec.model._default_manager.filter(
            translation_key=page.translation_key, alias_of=None
        ).exclude(pk=page.pk)
        for other in others.select_related("locale").order_by("locale__language_code"):
            said = translated_fields(other, codec)
            written, texts = self.shown_page(codec, other, None, said)
            language = other.locale.language_code
            if written.get("slug") == codec.usual_slug(page.slug, language):
                del written["slug"]
            yield codec.path(stem, language), _page_bytes(written, texts)

    def shown_page(
        self, codec: PageCodec, page: Any, owner: UUID | None, names: set[str]
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """Return what stands in the header and below it; without an `owner` no block has an id."""
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for one in codec.fields:
            value = one.shorten(one.get(page, self.ledger), owner)
            if one.travels and one.name in names and value != one.blank(codec.model):
                (texts if one.is_text else values)[one.name] = one.show(value, self.stems)
        return values, texts

    def structure(self, codec: PageCodec, page: Any) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if not page.live:
            values["published"] = False
        if page.translation_key in self.orders:
            values["order"] = self.orders[page.translation_key]
        parent = self.ledger.key_of(page.get_parent().pk)
        if codec.nests and parent and self.stems.pages[parent][0] == codec.name:
            values["parent"] = self.stems.stem(parent)
        care = PageCare.objects.filter(translation_key=page.translation_key).first()
        said = {} if care is None else {one.name: one.get(care, self.ledger) for one in CARE.fields}
        shown = CARE.show(said, PageCare, self.stems) if said else {}
        return values | ({"care": shown} if shown else {})

    def picture_files(self) -> Files:
        for picture in self.pictures:
            name = self.stems.pictures[self.ledger.picture_hash(picture.pk)]
            with picture.file.open("rb") as opened:
                yield f"{PICTURES}/{name}", opened.read()
            said = said_of(picture, name)
            if said:
                yield f"{PICTURES}/{name}.yaml", dump_yaml(said).encode()


def _page_bytes(values: dict[str, Any], texts: dict[str, str]) -> bytes:
    return written_page(dump_yaml(values), texts).encode()


def _free(slug: str, taken: set[str]) -> str:
    name, number = slug, 2
    while name in taken:
        name, number = f"{slug}-{number}", number + 1
    return name


def _stems_in(folder: Path) -> dict[UUID, tuple[str, str]]:
    """Return the names that pages have in a bundle that is there already."""
    stems: dict[UUID, tuple[str, str]] = {}
    for path in sorted(folder.rglob(f"*.{settings.LANGUAGE_CODE}.md")):
        parent = path.parent.relative_to(folder).as_posix()
        name = PAGE_NAME.match(path.name)
        codec = codec_of("" if parent == "." else parent, name.group(1)) if name else None
        if codec and name:
            stems[page_key(codec.name, name.group(1))] = (codec.name, name.group(1))
    return stems


def translated_fields(page: Page, codec: PageCodec) -> set[str]:
    """Name the fields that somebody translated; where wagtail-localize is off, all that may be."""
    fields = {one.target: one.name for one in codec.fields if one.translatable}
    managed = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    if not managed.exists():
        return set(fields.values())
    paths = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id
    ).values_list("context__path", flat=True)
    return {fields[path.split(".")[0]] for path in paths if path.split(".")[0] in fields}
