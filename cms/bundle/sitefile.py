"""`site.yaml`: contact points, and the pages that the header always shows."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.bundle.fields import Field, Mapped, Words
from cms.bundle.mistakes import Mistakes
from cms.bundle.names import NAMESPACE, Ledger, Names, Place, Stems, one_of
from cms.bundle.nodes import Node, dump_yaml
from cms.bundle.pagefile import decoded, parse_values
from cms.models import ContactPoint, NavigationSettings

FILE = "site.yaml"
POINT: tuple[Field, ...] = (Words("name"), Words("phone"), Words("hours"), Words("email"))
PAGES = ("worry_page", "join_page")
NOBODY = UUID(int=0)


def point_key(code: str) -> UUID:
    return uuid5(NAMESPACE, f"contact/{code}")


@dataclass(slots=True)
class SiteDraft:
    """What site.yaml says."""

    file: str
    values: dict[str, Node]
    points: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    pages: dict[str, UUID | None] = field(default_factory=dict)
    contact: str = ""
    keys: dict[str, UUID] = field(default_factory=dict)

    def read_values(self, names: Names, mistakes: Mistakes) -> None:
        """Read once every page of the bundle is known."""
        place = Place(self.file, "", NavigationSettings, names, mistakes, NOBODY)
        for name in self.values.keys() - {"navigation", "contact_points"}:
            place.within(name, place.model).wrong(
                self.values[name].line, name, one_of(["navigation", "contact_points"])
            )
        self.read_points(place)
        navigation = self.values.get("navigation", Node({}, 1))
        fields = (*(Words(name) for name in PAGES), Words("contact"))
        here = place.within("navigation", NavigationSettings)
        said = Mapped(fields).read(navigation, here, NavigationSettings) or {}
        lines: Any = navigation.value if isinstance(navigation.value, dict) else {}
        for name in PAGES:
            self.pages[name] = names.page("page", said.get(name, ""))
            if said.get(name) and self.pages[name] is None:
                expected = one_of(names.stems("page"), said[name])
                here.within(name, here.model).wrong(lines[name].line, said[name], expected)
        self.contact = said.get("contact", "")
        if self.contact and self.contact not in self.points:
            expected = one_of(list(self.points))
            here.within("contact", here.model).wrong(lines["contact"].line, self.contact, expected)

    def read_points(self, place: Place) -> None:
        node = self.values.get("contact_points", Node({}, 1))
        if not isinstance(node.value, dict):
            place.within("contact_points", ContactPoint).wrong(
                node.line, node.shown(), _("a code for each")
            )
            return
        languages = [code for code, _name in settings.LANGUAGES]
        for code, entry in node.value.items():
            here = place.within(f"contact_points.{code}", ContactPoint)
            parts = entry.value if isinstance(entry.value, dict) else {}
            if settings.LANGUAGE_CODE not in parts or parts.keys() - {*languages, "key"}:
                here.wrong(entry.line, entry.shown(), one_of(languages))
            self.points[code] = {}
            self.keys[code] = read_key(parts.get("key"), point_key(code), here)
            for language, part in parts.items():
                if language == "key":
                    continue
                required = ("name",) if language == settings.LANGUAGE_CODE else ()
                read = Mapped(POINT, required).read(
                    part, here.within(language, ContactPoint), ContactPoint
                )
                self.points[code][language] = read or {}


def read_key(node: Node | None, usual: UUID, place: Place) -> UUID:
    """Return the identity that a file gives, or the usual one."""
    if node is None:
        return usual
    try:
        return UUID(node.text or "")
    except ValueError:
        place.within("key", place.model).wrong(node.line, node.shown(), _("a UUID"))
        return usual


def read_site(file: str, text: str, mistakes: Mistakes) -> SiteDraft | None:
    values = parse_values(file, text, mistakes)
    return None if values is None else SiteDraft(file, values)


def codes_in(path: Path) -> dict[UUID, str]:
    """Return the codes of contact points in a site.yaml that is there already."""
    text = decoded(FILE, path.read_bytes(), Mistakes()) if path.is_file() else None
    values = parse_values(FILE, text, Mistakes()) if text else None
    node = (values or {}).get("contact_points")
    codes = node.value if node and isinstance(node.value, dict) else {}
    return {point_key(code): code for code in codes}


def shown_site(site: Site, stems: Stems, ledger: Ledger, known: dict[UUID, str]) -> bytes:
    """Return site.yaml as the database has it; a point not `known` is named after itself."""
    navigation = NavigationSettings.for_site(site)
    originals = ContactPoint.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    codes = {
        point.translation_key: known.get(point.translation_key, slugify(point.name))
        for point in originals
    }
    shown: dict[str, Any] = {}
    for name in PAGES:
        key = ledger.key_of(getattr(navigation, f"{name}_id"))
        if key in stems.pages:
            shown[name] = stems.stem(key)
    if navigation.contact:
        shown["contact"] = codes[navigation.contact.translation_key]
    points = {
        codes[point.translation_key]: _shown_point(point, codes[point.translation_key])
        for point in originals.order_by("pk")
    }
    data = {"navigation": shown, "contact_points": points}
    return dump_yaml({name: value for name, value in data.items() if value}).encode()


def _shown_point(point: ContactPoint, code: str) -> dict[str, Any]:
    """Return a contact point in all its languages, the original first."""
    shown: dict[str, Any] = {}
    if point.translation_key != point_key(code):
        shown["key"] = str(point.translation_key)
    others = ContactPoint.objects.filter(translation_key=point.translation_key)
    for one in [point, *others.exclude(pk=point.pk).order_by("locale__language_code")]:
        said = {part.name: getattr(one, part.name) for part in POINT}
        shown[one.locale.language_code] = {name: text for name, text in said.items() if text}
    return shown


def write_navigation(draft: SiteDraft, ledger: Ledger) -> None:
    """Point the site's header at its pages and its contact point."""
    site = Site.objects.get(is_default_site=True)
    navigation = NavigationSettings.for_site(site)
    wanted: dict[str, int | None] = {
        f"{name}_id": ledger.page_id(key) if key else None for name, key in draft.pages.items()
    }
    point = ContactPoint.objects.filter(
        translation_key=draft.keys.get(draft.contact, NOBODY),
        locale__language_code=settings.LANGUAGE_CODE,
    ).first()
    wanted["contact_id"] = point.pk if point else None
    if any(getattr(navigation, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(navigation, name, value)
        navigation.save()
