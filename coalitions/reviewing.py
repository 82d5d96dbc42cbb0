"""Who looks at what is suggested on the page of a coalition: whoever leads it."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from cms.suggestions.reviewers import ReviewRule, reviewers
from coalitions.models import CoalitionPage
from coalitions.permissions import leads


def leads_it(user: Any, page: Page) -> bool:
    """Whether this is the page of a coalition that somebody leads."""
    return isinstance(page, CoalitionPage) and bool(leads(user, page.row))


def leaders(page: Page) -> Sequence[Any]:
    """Return lead and deputy of the coalition that a page is of."""
    row = page.row if isinstance(page, CoalitionPage) else None
    return [user for user in (row.lead, row.deputy) if user] if row else []


reviewers.register("coalition leads", ReviewRule(leads_it, leaders))
