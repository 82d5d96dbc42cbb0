"""Sources: what a claim rests on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.models.pages import SitePage
from knowledge.models.index import IndexPage
from knowledge.models.links import THEME_PANEL


class Source(SitePage, Page):
    """A report, plan, evaluation or study."""

    author = models.CharField(
        _("author"),
        max_length=200,
        blank=True,
        help_text=_("A person's own publication, or an organisation."),
    )
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    address = models.URLField(_("web address"), max_length=500, blank=True)
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("document"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    accessed_on = models.DateField(_("looked up on"), null=True, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("what it says and its limits"), blank=True)

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("publisher"), FieldPanel("year")],
            heading=_("Publication"),
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("document"), FieldPanel("accessed_on")],
            heading=_("Where to find it"),
        ),
        FieldPanel("body"),
        THEME_PANEL,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.SourceIndex"]
    subpage_types: list[str] = []
    template = "knowledge/source.html"

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class SourceIndex(IndexPage, Page):
    """All sources."""

    subpage_types = ["knowledge.Source"]
    template = "knowledge/source_index.html"

    class Meta:
        verbose_name = _("list of sources")
