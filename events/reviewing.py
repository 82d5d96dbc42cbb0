"""Who looks at what is suggested on the page of an event or on its report: whoever runs it."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from cms.suggestions.reviewers import ReviewRule, reviewers
from events.models import EventPage, ReportPage
from events.permissions import runs


def runs_it(user: Any, page: Page) -> bool:
    """Whether this is about an event that somebody runs."""
    return isinstance(page, EventPage | ReportPage) and bool(runs(user, page.event))


def hosts(page: Page) -> Sequence[Any]:
    """Return who runs the event that a page is about."""
    event = page.event if isinstance(page, EventPage | ReportPage) else None
    return [event.host] if event and event.host else []


reviewers.register("who runs an event", ReviewRule(runs_it, hosts))
