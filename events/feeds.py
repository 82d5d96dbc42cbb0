"""What is new about an event for a feed reader: its activities and its report, both pages."""

from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.feeds import additions
from events.models import Event


def about(page: Page) -> QuerySet[Page, UUID]:
    """Return the keys of the activities of a campaign week, and of the report of an event."""
    key = page.translation_key
    activities = Event.objects.filter(super_event__translation_key=key).values("translation_key")
    reports = Event.objects.filter(translation_key=key, report_key__isnull=False)
    linked = Q(translation_key__in=activities) | Q(translation_key__in=reports.values("report_key"))
    originals: QuerySet[Page] = Page.objects.live().filter(linked)
    return originals.values_list("translation_key", flat=True)


additions.register("events", about)
