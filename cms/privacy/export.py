"""What we hold about one person, to take away: for machines as JSON, for people as a page."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.privacy.providers import PrivacyProvider, providers


def export_of(user: Any) -> bytes:
    """Return a zip with export.json and export.html, made in memory and kept nowhere.

    The page is in the language of the person.
    """
    with override(user.language):
        as_json = _as_json(user)
        context = {"chapters": _chapters(json.loads(as_json)), "made": timezone.localtime()}
        as_page = render_to_string("cms/privacy/export.html", context)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("export.json", as_json)
        opened.writestr("export.html", as_page)
    return archive.getvalue()


def chapters_about(user: Any) -> list[dict[str, Any]]:
    """Return the same to be shown: of each floor its provider, and lines of heading and value."""
    return _chapters(json.loads(_as_json(user)))


def _as_json(user: Any) -> str:
    names = sorted(providers.names(), key=lambda name: providers[name].order)
    held = {name: dict(providers[name].export(user)) for name in names}
    return json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _chapters(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    chapters = []
    for name, values in held.items():
        reader = _Reader.of(providers[name])
        # An empty list is not worth a heading; what is not filled in is: its owner may want to.
        some = {key: value for key, value in values.items() if value not in ([], {})}
        chapters.append({"provider": providers[name], "lines": list(reader.lines(some))})
    return chapters


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns what one provider exports into words: its names of fields, its codes, its days."""

    headings: Mapping[str, Any]
    words: Mapping[str, Callable[[str], Any]]

    @classmethod
    def of(cls, provider: PrivacyProvider) -> "_Reader":
        headings: dict[str, Any] = {}
        choices: dict[str, dict[Any, Any]] = {}
        for field in _fields(provider):
            headings[field.name] = field.verbose_name
            choices.setdefault(field.name, {}).update(field.flatchoices or ())
        words = {name: _label_in(labels) for name, labels in choices.items() if labels}
        return cls({**headings, **provider.headings}, {**words, **provider.words})

    def lines(self, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Return what stands before each value, and the value as the template shows it."""
        for key, value in values.items():
            heading = str(self.headings.get(key, key.replace("_", " ")))
            yield heading[:1].upper() + heading[1:], self._shown(key, value)

    def _shown(self, key: str, value: Any) -> Any:
        """Return a value as the template shows it: a text, a list, or rows of a name and a text."""
        if isinstance(value, Mapping) and value:
            return {"rows": list(self.lines(value))}
        if isinstance(value, list | Mapping):
            return {"items": [self._shown(key, each) for each in value]}
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if value in (None, ""):
            return "–"
        text = str(value)
        return str(self.words[key](text)) if key in self.words else _day_or_text(text)


def _fields(provider: PrivacyProvider) -> Iterator[Any]:
    for label in provider.models:
        model = apps.get_model(label)._meta
        yield from (*model.concrete_fields, *model.many_to_many)


def _label_in(labels: Mapping[Any, Any]) -> Callable[[str], Any]:
    return lambda code: labels.get(code, code)


def _day_or_text(text: str) -> str:
    """Return a day or a moment as people write it, and any other text as it is."""
    # Only what JSON makes of it, not every text that starts like one.
    try:
        if len(text) == len("2020-01-31") and (day := parse_date(text)):
            return formats.date_format(day, "DATE_FORMAT")
        moment = parse_datetime(text) if text[:1].isdigit() and "T" in text else None
    except ValueError:
        return text
    aware = moment is not None and timezone.is_aware(moment)
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT") if aware else text
