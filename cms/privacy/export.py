"""What we hold about one person, to take away: for machines as JSON, for people as a page."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
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
    held = {name: dict(providers[name].export(user)) for name in providers.names()}
    return json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _chapters(held: Mapping[str, Any]) -> list[dict[str, Any]]:
    chapters = []
    for name, values in held.items():
        provider = providers[name]
        headings = dict(_names_of_fields(provider))
        lines = [(_heading(key, headings), _shown(values[key], headings)) for key in values]
        chapters.append({"provider": provider, "lines": lines})
    return chapters


def _names_of_fields(provider: PrivacyProvider) -> Iterator[tuple[str, Any]]:
    for label in provider.models:
        for field in apps.get_model(label)._meta.concrete_fields:
            yield field.name, field.verbose_name
    yield from provider.headings.items()


def _heading(key: str, headings: Mapping[str, Any]) -> str:
    text = str(headings.get(key, key.replace("_", " ")))
    return text[:1].upper() + text[1:]


def _shown(value: Any, headings: Mapping[str, Any]) -> Any:
    """Return a value as the template shows it: a text, a list, or rows of a name and a text."""
    if isinstance(value, Mapping) and value:
        return {
            "rows": [
                (_heading(key, headings), _shown(held, headings)) for key, held in value.items()
            ]
        }
    if isinstance(value, list | Mapping):
        return {"items": [_shown(each, headings) for each in value]}
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str) and (moment := _moment(value)):
        return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return "–" if value in (None, "") else str(value)


def _moment(text: str) -> Any:
    # Only what JSON makes of a moment, not every text that starts like one.
    if not text[:1].isdigit() or "T" not in text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
