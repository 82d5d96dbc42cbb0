"""What waits for somebody, what they were told and what they follow, as pages and mails show it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from cms.desk import WaitingItem, waiting
from cms.models import Follow, Notice
from cms.notices.audience import Doors


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list of what waits, with at least one thing on it; `address` leads to all of them."""

    label: str
    items: Sequence[WaitingItem]
    address: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A page that somebody follows, in their language where it exists."""

    key: Any
    page: Page


Whom = Mapping[str, Collection[int] | None]


def for_whom() -> Whom:
    """Return for whom each list may hold something, asked once for many accounts."""
    lists = ((name, waiting[name].whom) for name in waiting.names())
    return {name: frozenset(ids) for name, ask in lists if ask and (ids := ask()) is not None}


def what_waits(user: Any, *, by_mail: bool = False, whom: Whom | None = None) -> list[Waiting]:
    """Return what waits for this account, in the active language; no empty lists.

    `by_mail` is for who writes the weekly mail: what it returns counts as mailed. `whom` is what
    `for_whom` returned, for who asks this of many.
    """
    filled = []
    names = [name for name in waiting.names() if _may_hold(whom, name, user)]
    for each in sorted((waiting[name] for name in names), key=lambda one: one.order):
        read = each.mailed if by_mail and each.mailed else each.items
        if items := read(user):
            filled.append(Waiting(str(each.label), items, each.address() if each.address else ""))
    return filled


def _may_hold(whom: Whom | None, name: str, user: Any) -> bool:
    ids = whom.get(name) if whom else None
    return ids is None or user.pk in ids


def readable(user: Any, notices: Iterable[Notice], doors: Doors | None = None) -> list[Notice]:
    """Leave out what is about a page that this account may not open, or that is no longer there."""
    found = list(notices)
    keys = {notice.translation_key for notice in found if notice.translation_key}
    seen = {page.translation_key for page in _open_pages(user, keys, doors)}
    return [each for each in found if each.translation_key is None or each.translation_key in seen]


def followed_pages(user: Any) -> list[Followed]:
    """Return what this account follows and may open, the latest first."""
    keys = list(Follow.objects.of(user).values_list("translation_key", flat=True))
    pages = _open_pages(user, set(keys), None)
    # The version in the active language comes last, and stays.
    pages.sort(key=lambda page: page.locale.language_code == get_language())
    by_key = {page.translation_key: page for page in pages}
    return [Followed(key, by_key[key]) for key in keys if key in by_key]


def page_to_follow(user: Any, key: Any) -> Page | None:
    """Return the page with this `translation_key` in the active language, if `user` may open it."""
    pages = _open_pages(user, {key}, None)
    own = [page for page in pages if page.locale.language_code == get_language()]
    return next(iter(own or pages), None)


def is_followed(user: Any, page: Page) -> bool:
    """Whether this account follows this page."""
    return Follow.objects.of(user).about(page.translation_key).exists()


def _open_pages(user: Any, keys: set[Any], doors: Doors | None) -> list[Page]:
    if not keys:
        return []
    doors = doors or Doors()
    return doors.open_to(user, doors.pages(keys))
