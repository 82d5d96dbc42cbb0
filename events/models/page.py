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
from events.panels import WHEN_PANEL, EventPageForm, KeptInSite
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
        KeptInSite(),
        WHEN_PANEL,
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    base_form_class = EventPageForm
    parent_page_types = ["events.EventIndex"]
    subpage_types: list[str] = []
    suggestible_fields = ("summary", "invitation")
    template = "events/event.html"

    class Meta:
        verbose_name = _("page of an event")
        verbose_name_plural = _("pages of events")

    @cached_property
    def event(self) -> Event | None:
        """The row that holds in every language; None where there is none yet."""
        found: Any = Event.objects.filter(translation_key=self.translation_key).first()
        return found

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Make the row that somebody filled in with this page, then the revision itself."""
        if chosen := self.__dict__.pop("facts_chosen", None):
            key = self.translation_key
            Event.objects.get_or_create(translation_key=key, defaults=chosen)
            self.__dict__.pop("event", None)
        return super().save_revision(*args, **kwargs)


class EventIndex(IndexPage, Page):
    """The agenda: what is coming, and what was."""

    subpage_types = ["events.EventPage"]
    template = "events/event_index.html"

    class Meta:
        verbose_name = _("agenda")
