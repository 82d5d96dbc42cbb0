"""Pages that somebody should have read again by now, on the coordinator's desk."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.desk import WaitingItem, WaitingList, desk
from cms.models import PageCare


def overdue_pages(_user: Any) -> Sequence[WaitingItem]:
    """Return published pages whose day of review has passed, longest ago first."""
    cares = list(PageCare.objects.overdue(timezone.localdate()))
    pages = _in_active_language([care.translation_key for care in cares])
    return [
        WaitingItem(_line(pages[care.translation_key], care), address, care.review_on)
        for care in cares
        if care.translation_key in pages and (address := pages[care.translation_key].get_url())
    ]


def _line(page: Page, care: PageCare) -> str:
    keeper = care.owner or care.deputy
    if keeper is None:
        return _("%(page)s – nobody looks after it yet") % {"page": page.title}
    return _("%(page)s – %(keeper)s looks after it") % {
        "page": page.title,
        # Whoever has no name here may not want their address on somebody's screen.
        "keeper": getattr(keeper, "name", "") or _("somebody without a name"),
    }


def _in_active_language(keys: Sequence[Any]) -> dict[Any, Page]:
    """Return one published page for each key: in the reader's language where there is one."""
    found: dict[Any, Page] = {}
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
    for page in pages.order_by("pk"):
        if page.locale.language_code == get_language() or page.translation_key not in found:
            found[page.translation_key] = page
    return found


desk.register(
    "overdue pages",
    WaitingList(gettext_lazy("Pages to read again"), overdue_pages, order=40),
)
