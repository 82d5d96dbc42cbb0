"""What the list pages share: each page type lives under its own."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BodyBlock
from cms.models.pages import SitePage


class IndexPage(SitePage):
    """A list of all pages of one type; a mixin before `wagtail.models.Page`."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    max_count_per_parent: ClassVar[int] = 1

    class Meta:
        abstract = True
