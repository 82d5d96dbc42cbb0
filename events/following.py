"""Who hears of a new event or report besides those who follow it: they follow what it is part of.

The topics of a page are told of by the floor of knowledge.
"""

from collections.abc import Iterator

from wagtail.models import Page

from cms.notices.following import belongings
from events.models import Event, EventPage, ReportPage


def what_it_is_part_of(page: Page) -> Iterator[Page]:
    """Give the campaign week of an activity, and the event that a report is about."""
    if isinstance(page, EventPage) and page.event and page.event.super_event:
        yield from _originals(page.event.super_event)
    elif isinstance(page, ReportPage):
        for event in Event.objects.filter(report_key=page.translation_key):
            yield from _originals(event)


def _originals(event: Event) -> Iterator[Page]:
    yield from EventPage.objects.originals().filter(translation_key=event.translation_key)


belongings.register("events", what_it_is_part_of)
