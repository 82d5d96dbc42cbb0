"""The page of a coalition: what it wants and why, in words that are translated."""

import logging
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.facts import FactsNotice
from cms.models.pages import SitePage
from coalitions.exceptions import LeadMissing
from coalitions.models.coalition import Coalition
from coalitions.panels import WHO_PANEL, CoalitionPageForm
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS

logger = logging.getLogger(__name__)


class CoalitionPage(SitePage, Page):
    """What people read first about a coalition; the rest is in its row, see `coalition`."""

    goal = models.TextField(
        _("goal"), blank=True, help_text=_("What will be different when it has succeeded?")
    )
    why_now = models.TextField(
        _("why now"), blank=True, help_text=_("What happened that made people start this?")
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("goal"),
        FieldPanel("why_now"),
        WHO_PANEL,
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    base_form_class = CoalitionPageForm
    parent_page_types = ["coalitions.CoalitionIndex"]
    subpage_types: list[str] = []
    suggestible_fields = ("summary", "goal", "why_now")
    template = "coalitions/coalition.html"

    class Meta:
        verbose_name = _("page of a coalition")
        verbose_name_plural = _("pages of coalitions")

    @property
    def row(self) -> Coalition | None:
        """The row that holds in every language; None where there is none yet."""
        found: Coalition | None = Coalition.objects.filter(
            translation_key=self.translation_key
        ).first()
        return found

    @cached_property
    def coalition(self) -> Coalition:
        """The row that holds in every language; made where there is none yet."""
        found, _created = Coalition.objects.get_or_create(translation_key=self.translation_key)
        return found

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keep what somebody chose in the form of this page, then the revision itself."""
        from coalitions.services.coalitions import keep_coalition  # which knows the page

        if chosen := self.__dict__.pop("facts_chosen", None):
            by, values = chosen
            self.coalition = keep_coalition(self.coalition, by, values)
        return super().save_revision(*args, **kwargs)

    @property
    def lacks_lead(self) -> bool:
        """Whether nobody leads the coalition of which this is the original page."""
        if self.locale.language_code != settings.LANGUAGE_CODE:
            return False
        row = self.row
        return row is None or row.lead_id is None

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish, or raise `LeadMissing` where nobody leads the coalition.

        At the hour that was set for it, it waits instead: raising would keep every other page
        that was planned for this hour from being published.
        """
        if self.lacks_lead and kwargs.get("log_action") == "wagtail.publish.scheduled":
            logger.warning("Page %d waits: its coalition has no lead", self.pk)
            return None
        self._refuse_without_lead()
        return super().publish(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; what goes online by another way than `publish`, such as the API, is refused too."""
        comes_online = self.live and self.live_revision_id is not None
        if comes_online and not type(self).objects.filter(pk=self.pk, live=True).exists():
            self._refuse_without_lead()
        return super().save(*args, **kwargs)

    def _refuse_without_lead(self) -> None:
        if self.lacks_lead:
            raise LeadMissing(
                _now("A coalition needs a lead before it can be published: choose one first.")
            )


class CoalitionIndex(IndexPage, Page):
    """All coalitions at a glance."""

    subpage_types = ["coalitions.CoalitionPage"]
    template = "coalitions/coalition_index.html"

    class Meta:
        verbose_name = _("list of coalitions")
