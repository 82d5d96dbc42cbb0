"""Sources: what a claim rests on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.facts import FactPanel, FactsNotice
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
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Only if it is not the author.")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("The year in which it came out.")
    )
    address = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        help_text=_("Where everybody can read it. If it is nowhere to be read, add the document."),
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL,
        verbose_name=_("document"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Only if we may publish it: ask the maker first."),
    )
    accessed_on = models.DateField(
        _("looked up on"),
        null=True,
        blank=True,
        help_text=_("The day on which you last saw it at the web address."),
    )
    body = StreamField(
        BodyBlock(),
        verbose_name=_("what it says and its limits"),
        blank=True,
        help_text=_("What was studied, what came out, and what can you not conclude from it?"),
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        MultiFieldPanel(
            [FactPanel("author"), FactPanel("publisher"), FactPanel("year")],
            heading=_("Publication"),
        ),
        MultiFieldPanel(
            [FactPanel("address"), FactPanel("document"), FactPanel("accessed_on")],
            heading=_("Where to find it"),
        ),
        FieldPanel("body"),
        THEME_PANEL,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.SourceIndex"]
    subpage_types: list[str] = []
    same_everywhere = ("author", "publisher")
    suggestible_fields = ("summary", "body")
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
