"""Who may read a page, asked for many people at once."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction


def readers(page: Page | None, users: QuerySet[Any]) -> QuerySet[Any]:
    """Keep of `users` those who may open this page when they sign in.

    A password that a page asks for is known to nobody here.
    """
    if page is None:
        return users
    for restriction in page.get_view_restrictions():
        if restriction.restriction_type == PageViewRestriction.PASSWORD:
            return users.none()
        if restriction.restriction_type == PageViewRestriction.GROUPS:
            groups = restriction.groups.values_list("pk", flat=True)
            inside = users.model._default_manager.filter(groups__in=list(groups))
            users = users.filter(Q(is_superuser=True) | Q(pk__in=inside.values("pk")))
    return users
