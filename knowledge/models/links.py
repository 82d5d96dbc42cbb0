"""Links from a page of any type to its themes and sources.

Link rows belong to the original page (see `SitePage.original`) and point at originals; they are
read by `translation_key`, because wagtail-localize leaves page keys pointing at the source.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, Page

from cms.facts import LinksPanel


def _originals() -> models.QuerySet[Page]:
    return Page.objects.filter(alias_of=None, locale__language_code=settings.LANGUAGE_CODE)


class OriginalLink(Orderable):
    """A link row, which points at an original whichever version of the page was picked.

    Filters and reads look for the original; a picker also offers translations and aliases.
    """

    link_field: ClassVar[str]

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._point_at_original()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._point_at_original()
        super().save(*args, **kwargs)

    def _point_at_original(self) -> None:
        number = getattr(self, f"{self.link_field}_id")
        if not number or _originals().filter(pk=number).exists():
            return
        page = getattr(self, self.link_field)
        # A copy within one language has a key of its own; a translation shares its original's.
        while page.alias_of_id:
            page = page.alias_of.specific
        setattr(self, self.link_field, page.original)


class PageTheme(OriginalLink):
    """This page belongs to that theme."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="theme_links")
    theme = models.ForeignKey(
        "knowledge.Theme",
        on_delete=models.CASCADE,
        related_name="page_links",
        verbose_name=_("theme"),
    )
    link_field = "theme"
    panels = [FieldPanel("theme")]

    class Meta(OriginalLink.Meta):
        unique_together = [("page", "theme")]


class PageSource(OriginalLink):
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
    link_field = "source"
    panels = [FieldPanel("source"), FieldPanel("reference")]

    class Meta(OriginalLink.Meta):
        unique_together = [("page", "source", "reference")]


THEME_PANEL = LinksPanel(
    "theme_links",
    heading=_("Topics"),
    label=_("theme"),
    help_text=_("The page is then shown with these topics too. One or two is enough."),
)
SOURCE_PANEL = LinksPanel(
    "source_links",
    heading=_("Sources"),
    label=_("source"),
    help_text=_("Where can somebody check what you write here?"),
)
LINK_PANELS: list[Any] = [THEME_PANEL, SOURCE_PANEL]
