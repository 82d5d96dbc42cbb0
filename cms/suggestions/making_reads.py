"""Which page somebody may improve, and what they suggested before."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from cms.models import Suggestion
from cms.models.pages import without_private
from cms.notices.audience import Doors


def page_to_improve(user: Any, key: UUID, language: str) -> Page | None:
    """Return the page in this language that somebody may read and improve, or None.

    A page that stands under another language untranslated is improved where its text is.
    """
    for code in dict.fromkeys((language, settings.LANGUAGE_CODE)):
        live = Page.objects.live().filter(translation_key=key, locale__language_code=code)
        found = live.select_related("alias_of").first()
        if found and may_read(user, found):
            page = (found.alias_of or found).specific
            return page if page.live and is_open(page) else None
    return None


def is_open(page: Any) -> bool:
    """Whether a page of this class has texts that somebody may propose to change."""
    return bool(getattr(type(page), "suggestible_fields", ()))


def may_read(user: Any, page: Page) -> bool:
    """Whether somebody may open this page."""
    if not user.is_authenticated:
        return bool(without_private(Page.objects.filter(pk=page.pk)).exists())
    return bool(Doors().open_to(user, [page]))


def suggested_by(user: Any) -> QuerySet[Suggestion]:
    """Return what somebody suggested, the latest first."""
    found: QuerySet[Suggestion] = Suggestion.objects.by(user)
    return found.select_related("page__locale")
