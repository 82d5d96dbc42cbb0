"""The page base and the pages that belong to no floor above."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction

from cms.blocks import BodyBlock
from cms.contexts import context_for
from cms.detector.pages import AskingPage
from cms.facts import FactsForm
from cms.history.change_notes import keep_note
from cms.models.care import PageCare
from cms.models.tags import PageTag
from cms.panels import filled_home_panels


def without_private(pages: PageQuerySet) -> PageQuerySet:
    """Leave out what is kept private, also where an ancestor is (in one query).

    An alias is as private as the page it mirrors, which stands elsewhere in the tree and which
    Wagtail's own `public()` does not look at.
    """

    def restricted(path: str) -> Exists:
        rows = PageViewRestriction.objects.annotate(
            start=Substr(OuterRef(path), 1, Length("page__path"))
        )
        return Exists(rows.filter(page__path=F("start")))

    return pages.exclude(restricted("path")).exclude(restricted("alias_of__path"))


_WHY = FieldPanel("change_note")


class SitePageQuerySet(PageQuerySet):
    """Reads that every page type shares."""

    def in_language(self, language: str) -> Self:
        """Keep the pages of one language, aliases of the other one included."""
        return self.filter(locale__language_code=language)

    def originals(self) -> Self:
        """Keep the pages that hold the facts: those in the site's first language."""
        return self.in_language(settings.LANGUAGE_CODE)

    def where_original(self, *conditions: Q, **facts: Any) -> Self:
        """Keep the pages whose published original meets these conditions."""
        originals = self.model._default_manager.originals().live().filter(*conditions, **facts)
        return self.filter(translation_key__in=originals.values("translation_key"))

    def open_to_all(self) -> Self:
        """Leave out what is kept private."""
        return without_private(self)

    def shown_in(self, language: str) -> Self:
        """Keep what anybody may read in this language, with what a link to it needs."""
        return (
            self.in_language(language)
            .live()
            .open_to_all()
            .select_related("locale", "alias_of__locale")
        )


SitePageManager = PageManager.from_queryset(SitePageQuerySet)


class SitePage(AskingPage, models.Model):
    """What every page of ours has; a mixin before `wagtail.models.Page`.

    Classification and links are facts: they are true in every language at once. They are read
    from `original`, the page in the site's first language with the same `translation_key`;
    only running text is read from the translation.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences, as lists and search results show them."),
    )
    tags = ClusterTaggableManager(through=PageTag, blank=True, verbose_name=_("tags"))

    objects: ClassVar[Any] = SitePageManager()
    base_form_class = FactsForm
    summary_panel: ClassVar[FieldPanel] = FieldPanel("summary")
    # What readers may propose to change, as plain text; see cms/suggestions/units.py.
    suggestible_fields: ClassVar[tuple[str, ...]] = ()
    # What no language says in words of its own, though each page keeps it: a number, a name.
    same_everywhere: ClassVar[tuple[str, ...]] = ()
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("tags"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address and tags"),
        )
    ]

    # Why it was changed, of the version that is saved next.
    change_note: str = ""

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Ask on the form of every page type why it is changed, below all else."""
        super().__init_subclass__(**kwargs)
        panels: list[Any] = cls.__dict__.get("content_panels", [])
        if panels:
            asked = [panel for panel in panels if panel is not _WHY]
            cls.content_panels = [*asked, _WHY]  # type: ignore[attr-defined]  # as Wagtail's pages

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a version, with why it differs where somebody said so."""
        revision = super().save_revision(*args, **kwargs)  # type: ignore[misc]
        if self.change_note:
            page: Any = self
            keep_note(page, revision, self.change_note, kwargs.get("user"))
        return revision

    @cached_property
    def original(self) -> Self:
        """The page that holds the facts; the page itself where it is the original."""
        page: Any = self
        if page.locale.language_code == settings.LANGUAGE_CODE:
            return self
        manager: Any = type(self)._default_manager
        found: Self | None = (
            manager.originals().filter(translation_key=page.translation_key).first()
        )
        return found or self

    @cached_property
    def care(self) -> PageCare | None:
        """Who looks after this page; None while nobody does."""
        page: Any = self
        return PageCare.objects.filter(translation_key=page.translation_key).first()

    @property
    def is_overdue(self) -> bool:
        """Whether somebody should have read this page again by now."""
        return bool(self.care and self.care.is_overdue)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        page: Any = self
        return {**context, **context_for(page, request)}

    @cached_property
    def content_language(self) -> str:
        """Language code of the text, which in an alias is that of the page it mirrors."""
        page: Any = self
        return str((page.alias_of or page).locale.language_code)


class PlainPage(SitePage, Page):
    """A page with running text and nothing else, such as "Over ons"."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*Page.content_panels, SitePage.summary_panel, FieldPanel("body")]
    promote_panels = SitePage.promote_panels
    suggestible_fields = ("summary", "body")
    template = "cms/plain_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class HomePage(SitePage, Page):
    """The front door: search first, then three ways in, then what the floors above register."""

    question = models.CharField(_("question above the search field"), max_length=120, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("question"),
        FieldPanel("body"),
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["wagtailcore.Page"]
    max_count_per_parent = 2
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "panels": filled_home_panels(request, self.locale.language_code)}
