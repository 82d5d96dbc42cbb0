"""Who looks after a page, as far as they may take a step."""

from typing import Any

from rules.predicates import predicate
from wagtail.models import Page

from cms.models import PageCare


def carers_of(page: Page | None) -> set[int]:
    """Return the accounts of owner and deputy of a page."""
    if page is None:
        return set()
    cares = PageCare.objects.filter(translation_key=page.translation_key)
    return {pk for pair in cares.values_list("owner", "deputy") for pk in pair if pk}


@predicate
def looks_after(user: Any, page: Page | None) -> bool:
    """Whether somebody is owner or deputy of this page."""
    return user.pk in carers_of(page)
