"""Contact points of site.yaml: snippets, translated through wagtail-localize like pages."""

from copy import copy
from typing import Any

from wagtail.models import Locale

from cms.bundle.sitefile import SiteDraft
from cms.bundle.translating import write_sentences
from cms.models import ContactPoint


def write_points(draft: SiteDraft, original: Locale, others: list[Locale]) -> None:
    """Make or change the contact points and their translations."""
    for code, by_language in draft.points.items():
        said = by_language[original.language_code]
        key = draft.keys[code]
        found = ContactPoint.objects.filter(translation_key=key, locale=original).first()
        point = found or ContactPoint(translation_key=key, locale=original)
        if found is None or not _says(point, said):
            _say(point, said)
            point.save()
        for locale in others:
            if locale.language_code in by_language:
                _translate(point, locale, by_language[locale.language_code])


def _translate(point: ContactPoint, locale: Locale, said: dict[str, Any]) -> None:
    # A phone number that is left out is the same in both languages.
    wanted = {name: said.get(name) or getattr(point, name) for name in said}
    existing = ContactPoint.objects.filter(
        translation_key=point.translation_key, locale=locale
    ).first()
    if existing is not None and _says(existing, wanted):
        return
    translated = copy(point)
    _say(translated, wanted)
    translation = write_sentences(point, translated, set(wanted), locale)
    translation.source.create_or_update_translation(locale, fallback=True)


def _says(point: ContactPoint, said: dict[str, Any]) -> bool:
    return all(getattr(point, name) == value for name, value in said.items())


def _say(point: ContactPoint, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(point, name, value)
