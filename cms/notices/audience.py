"""Who may read a page, asked for many people or many pages at once."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction


class Doors:
    """The view restrictions of the whole site, read once."""

    def __init__(self) -> None:
        found = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        self._all = list(found)
        self._pages: dict[Any, list[Page]] = {}

    def keys_of(self, page: Page) -> list[frozenset[int]] | None:
        """Return sets of groups, of each of which a reader must be in one; None: nobody may.

        An alias is as private as the page it mirrors. A password that a page asks for is known to
        nobody here.
        """
        above = self._above(page)
        if any(row.restriction_type == PageViewRestriction.PASSWORD for row in above):
            return None
        return [
            frozenset(group.pk for group in row.groups.all())
            for row in above
            if row.restriction_type == PageViewRestriction.GROUPS
        ]

    def pages(self, keys: Iterable[Any]) -> list[Page]:
        """Return the published pages with these keys in all languages, each read once."""
        asked = set(keys)
        if missing := asked - self._pages.keys():
            self._pages |= {key: [] for key in missing}
            found = Page.objects.live().filter(translation_key__in=missing)
            for page in found.select_related("locale", "alias_of"):
                self._pages[page.translation_key].append(page)
        return sorted((page for key in asked for page in self._pages[key]), key=lambda one: one.pk)

    def _above(self, page: Page) -> list[PageViewRestriction]:
        paths = [each.path for each in (page, page.alias_of) if each]
        return [row for row in self._all if any(path.startswith(row.page.path) for path in paths)]

    def open_to(self, user: Any, pages: Iterable[Page]) -> list[Page]:
        """Keep the pages that this account, or somebody who did not sign in, may open."""
        if not user.is_authenticated:
            return [page for page in pages if not self._above(page)]
        # Not `values_list`: who asks this of many read their groups along.
        groups = frozenset(group.pk for group in user.groups.all()) if self._all else frozenset()
        return [page for page in pages if self._opens(page, groups, user.is_superuser)]

    def _opens(self, page: Page, groups: frozenset[int], superuser: bool) -> bool:
        keys = self.keys_of(page)
        return keys is not None and (superuser or all(groups & key for key in keys))


def readers(page: Page, users: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of `users` those who may open this page when they sign in."""
    keys = Doors().keys_of(page)
    if keys is None:
        return users.none()
    for key in keys:
        inside = users.model._default_manager.filter(groups__in=key)
        users = users.filter(Q(is_superuser=True) | Q(pk__in=inside.values("pk")))
    return users
