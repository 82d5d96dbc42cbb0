"""Pages that somebody looks after, for the tests of care."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.models import HomePage, PageCare, PlainPage
from tests.cms.history.publishing import new_page


def cared(home: HomePage, title: str = "Buurtkoken", days: int | None = None, **care: Any) -> Any:
    """Return a page, `days` away from its day of review (before it: negative)."""
    page: PlainPage = new_page(home, title=title)
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    PageCare.objects.create(translation_key=page.translation_key, review_on=day, **care)
    return page


def care_of(page: PlainPage) -> PageCare:
    found: PageCare = PageCare.objects.get(translation_key=page.translation_key)
    return found
