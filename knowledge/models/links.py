"""Links from a page of any type to its themes and sources.

Link rows belong to the original page (see `SitePage.original`) and point at originals; they are
read by `translation_key`, because wagtail-localize leaves page keys pointing at the source.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable


class PageTheme(Orderable):
    """This page belongs to that theme."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(
        "knowledge.Theme",
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name=_("theme"),
    )
    panels = [FieldPanel("theme")]

    class Meta(Orderable.Meta):
        unique_together = [("page", "theme")]


class PageSource(Orderable):
    """This page rests on that source, there."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="source_links")
    source = models.ForeignKey(
        "knowledge.Source",
        on_delete=models.PROTECT,
        related_name="page_links",
        verbose_name=_("source"),
    )
    reference = models.CharField(
        _("where in it"), max_length=200, blank=True, help_text=_("Such as “chapter 6”.")
    )
    panels = [FieldPanel("source"), FieldPanel("reference")]

    class Meta(Orderable.Meta):
        unique_together = [("page", "source", "reference")]


THEME_PANEL = InlinePanel("theme_links", heading=_("Topics"), label=_("theme"))
SOURCE_PANEL = InlinePanel("source_links", heading=_("Sources"), label=_("source"))
LINK_PANELS: list[Any] = [THEME_PANEL, SOURCE_PANEL]
