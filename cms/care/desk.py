"""Pages to read again: on the coordinator's desk, and among what waits for who looks after them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.care.reads import AHEAD, asked_again, asked_again_whom, in_active_language, keeper_name
from cms.desk import WaitingItem, WaitingList, desk, waiting
from cms.models import PageCare


def overdue_pages(_user: Any) -> Sequence[WaitingItem]:
    """Return published pages whose day of review has passed, longest ago first."""
    cares = list(PageCare.objects.overdue(timezone.localdate()))
    pages = in_active_language([care.translation_key for care in cares])
    return [
        WaitingItem(_line(pages[care.translation_key], care), address, care.review_on)
        for care in cares
        if care.translation_key in pages and (address := pages[care.translation_key].get_url())
    ]


def _line(page: Page, care: PageCare) -> str:
    keeper = keeper_name(care.owner) or keeper_name(care.deputy)
    if not keeper:
        return _("%(page)s – nobody looks after it yet") % {"page": page.title}
    return _("%(page)s – %(keeper)s looks after it") % {"page": page.title, "keeper": keeper}


def to_read_again(user: Any) -> Sequence[WaitingItem]:
    """Return what this account looks after and is to be read again within two weeks."""
    return _items(asked_again(user, timezone.localdate() + AHEAD))


def to_mail(user: Any) -> Sequence[WaitingItem]:
    """Return what is overdue, each week until it is done; what is due soon, once to its owner."""
    today = timezone.localdate()
    soon = asked_again(user, today + AHEAD)
    late = [care for care in soon if care.is_overdue]
    first = [
        care
        for care in soon
        if care not in late and care.owner_id == user.pk and care.reminded_for != care.review_on
    ]
    for care in first:
        PageCare.objects.filter(pk=care.pk).update(reminded_for=care.review_on)
    return _items([*late, *first])


def _items(cares: list[PageCare]) -> list[WaitingItem]:
    pages = in_active_language([care.translation_key for care in cares]) if cares else {}
    return [
        WaitingItem(
            line=_("%(page)s – is it still correct?") % {"page": pages[key].title},
            address=reverse("page_care", args=[key]),
            since=care.review_on,
        )
        for care in cares
        if (key := care.translation_key) in pages
    ]


desk.register(
    "overdue pages",
    WaitingList(
        gettext_lazy("Pages to read again"),
        overdue_pages,
        order=40,
        address=lambda: reverse("pages_care"),
    ),
)
waiting.register(
    "pages to read again",
    WaitingList(
        gettext_lazy("Your pages: still correct?"),
        to_read_again,
        order=25,
        address=lambda: reverse("my_pages"),
        mailed=to_mail,
        whom=asked_again_whom,
    ),
)
