"""Who is thanked at the bottom of a page: those whose suggestions are on it."""

from typing import Any

from wagtail.models import Page

from cms.credits import credit_line
from cms.enums import SuggestionState
from cms.models import Suggestion


def contributors_of(page: Page, reader: Any) -> list[str]:
    """Return who improved this page, as `reader` may know them, the first one first."""
    rows = Suggestion.objects.filter(
        page__in={page.pk, page.alias_of_id} - {None}, state=SuggestionState.ACCEPTED
    )
    found = rows.select_related("contributor").order_by("decided_at", "pk")
    lines = (
        credit_line(row.contributor, row.organisation, reader, name=row.name)
        for row in found.only("contributor", "organisation", "name")
    )
    return list(dict.fromkeys(lines))
