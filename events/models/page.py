"""The page of an event: what it is about, in words that are translated."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.facts import FactsNotice
from cms.models.pages import SitePage
from events.models.event import Event
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS


class EventPage(SitePage, Page):
    """What people read about an event; when, where and how many is in its row, see `event`."""

    invitation = models.TextField(
        _("invitation"),
        blank=True,
        help_text=_("What will people do, and what do they take home?"),
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("invitation"),
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["events.EventIndex"]
    subpage_types: list[str] = []
    template = "events/event.html"

    class Meta:
        verbose_name = _("page of an event")
        verbose_name_plural = _("pages of events")

    @cached_property
    def event(self) -> Event | None:
        """The row that holds in every language; None where there is none yet."""
        found: Any = Event.objects.filter(translation_key=self.translation_key).first()
        return found


class EventIndex(IndexPage, Page):
    """The agenda: what is coming, and what was."""

    subpage_types = ["events.EventPage"]
    template = "events/event_index.html"

    class Meta:
        verbose_name = _("agenda")
