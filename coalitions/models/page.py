"""The page of a coalition: what it wants and why, in words that are translated."""

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
from coalitions.exceptions import CoalitionError
from coalitions.models.coalition import Coalition
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS


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
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["coalitions.CoalitionIndex"]
    subpage_types: list[str] = []
    template = "coalitions/coalition.html"

    class Meta:
        verbose_name = _("page of a coalition")
        verbose_name_plural = _("pages of coalitions")

    @cached_property
    def coalition(self) -> Coalition:
        """The row that holds in every language; made where there is none yet."""
        found, _created = Coalition.objects.get_or_create(translation_key=self.translation_key)
        return found

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish, or raise `CoalitionError` where nobody leads the coalition."""
        if self.locale.language_code == settings.LANGUAGE_CODE and not self.coalition.lead_id:
            raise CoalitionError(
                _now("A coalition needs a lead before it can be published: choose one first.")
            )
        return super().publish(*args, **kwargs)


class CoalitionIndex(IndexPage, Page):
    """All coalitions at a glance."""

    subpage_types = ["coalitions.CoalitionPage"]
    template = "coalitions/coalition_index.html"

    class Meta:
        verbose_name = _("list of coalitions")
