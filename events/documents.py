"""Events in search."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from events.models import EventPage, ReportPage
from search.checks import leave_out
from search.pages import PageSource

SOURCES: Sequence[PageSource] = (
    PageSource(
        name="event",
        model=EventPage,
        label=_("Events"),
        body=("invitation",),
        called={"nl": "bijeenkomst", "en": "event"},
    ),
    PageSource(
        name="report",
        model=ReportPage,
        label=_("Reports"),
        body=("format", "next_gathering", "closing"),
        called={"nl": "verslag", "en": "report"},
    ),
)


def register() -> None:
    """Tell search about this floor."""
    for source in SOURCES:
        source.register()
    leave_out("events.EventIndex")
    leave_out("events.ReportIndex")


register()
