"""Whether somebody may read a page that an address of its own is about."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from wagtail.models import Page


def may_read(request: HttpRequest, page: Page) -> bool:
    """Whether a published page, and what it mirrors, is open to who asks."""
    pages = [page, page.alias_of] if page.alias_of_id else [page]
    rows = [row for each in pages for row in each.get_view_restrictions()]
    return page.live and all(row.accept_request(request) for row in rows)


def readable_or_404(request: HttpRequest, models: tuple[Any, ...], key: UUID, language: str) -> Any:
    """Return the page with this key in this language. Raises `Http404` for who may not read it."""
    for model in models:
        found = model.objects.in_language(language).live().filter(translation_key=key)
        page = found.select_related("locale", "alias_of__locale").first()
        if page is not None and may_read(request, page):
            return page
    raise Http404
