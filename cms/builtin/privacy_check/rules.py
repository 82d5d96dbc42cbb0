"""When a page needs somebody's consent: it holds details that nobody agreed to yet."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.builtin.privacy_check.models import Consent
from cms.detector.detect import find
from cms.detector.findings import Kind
from cms.detector.pages import words_of

_NO_PROSE = (models.EmailField, models.URLField, models.SlugField)
# Wagtail's own, which hold no text of a person.
_NO_TEXT = {"url_path", "path", "draft_title", "comments", "seo_title"}


def asked_about(offered: Any) -> list[str]:
    """Return what somebody has to look at, a sentence for each text.

    What is on the site already is not asked about again, until somebody withdraws their consent.
    """
    found = _details_by_field(offered)
    if isinstance(offered, Page):
        if withdrawn := _withdrawn(offered):
            return [withdrawn]
        known = _online(offered)
        found = {label: details - known for label, details in found.items()}
    return [_sentence(label, details) for label, details in found.items() if details]


def consent_is_withdrawn(page: Page) -> bool:
    """Whether somebody withdrew their consent and nobody gave one since."""
    consents = Consent.objects.about(page.translation_key)
    return consents.exists() and not consents.standing().exists()


def _withdrawn(page: Page) -> str:
    if not consent_is_withdrawn(page):
        return ""
    return _("Somebody no longer agrees to be on this page. Take out what is about them.")


def _online(page: Page) -> set[tuple[Kind, str]]:
    """Return the details that are on the site now: somebody let those through before."""
    live = Page.objects.live().filter(pk=page.pk).specific().first()
    return set().union(*_details_by_field(live).values()) if live else set()


def _details_by_field(thing: Any) -> dict[str, set[tuple[Kind, str]]]:
    """Return kinds and matches by the name of the field; for a comparison, to be kept nowhere."""
    found = {}
    for field in _text_fields(thing):
        text = words_of(getattr(thing, field.name))
        details = {(each.kind, text[each.start : each.end]) for each in find(text)}
        if details:
            found[capfirst(str(field.verbose_name))] = details
    return found


def _text_fields(thing: Any) -> Iterator[Any]:
    known = {*_NO_TEXT, *getattr(type(thing), "contact_fields", ())}
    for field in thing._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField | StreamField)
        chosen = isinstance(field, _NO_PROSE) or field.choices
        if is_text and not chosen and field.name not in known:
            yield field


def _sentence(label: str, details: set[tuple[Kind, str]]) -> str:
    kinds = get_text_list(sorted({str(kind.label) for kind, _match in details}), _("and"))
    return _("“%(label)s” seems to hold %(kinds)s.") % {"label": label, "kinds": kinds}
