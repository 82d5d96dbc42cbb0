"""Themes: the stops on the network's route map."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.facts import FactsNotice
from cms.models.pages import SitePage
from knowledge.models.index import IndexPage
from knowledge.models.links import SOURCE_PANEL


class Theme(SitePage, Page):
    """A subject that bears on loneliness, with everything the network knows about it."""

    body = StreamField(
        BodyBlock(),
        verbose_name=_("text"),
        blank=True,
        help_text=_(
            "What has it to do with loneliness? Pages that choose this topic appear below."
        ),
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        SOURCE_PANEL,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.ThemeIndex"]
    subpage_types: list[str] = []
    suggestible_fields = ("summary", "body")
    template = "knowledge/theme.html"

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class ThemeIndex(IndexPage, Page):
    """All themes."""

    subpage_types = ["knowledge.Theme"]
    template = "knowledge/theme_index.html"

    class Meta:
        verbose_name = _("list of themes")
