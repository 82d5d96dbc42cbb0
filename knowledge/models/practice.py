"""Practices: how somebody did it, told so that others can do it too."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks import PROSE, QuoteBlock
from cms.facts import FactPanel, FactsNotice, LinksPanel
from cms.models.pages import SitePage
from knowledge.enums import Completeness
from knowledge.models.classification import Classified
from knowledge.models.index import IndexPage
from knowledge.models.links import OriginalLink

# The six of the evaluation's chapter 6, in the order in which people tell them.
SIX_FIELDS = ("goal", "audience", "approach", "results", "success_factors", "challenges")


class Practice(Classified, SitePage, Page):
    """A good practice, in six fields."""

    goal = RichTextField(
        _("goal"),
        features=PROSE,
        blank=True,
        help_text=_("What did you want to change, and why was that needed?"),
    )
    audience = RichTextField(
        _("for whom"),
        features=PROSE,
        blank=True,
        help_text=_("For whom do you do it, and how do you reach them?"),
    )
    approach = RichTextField(
        _("approach"),
        features=PROSE,
        blank=True,
        help_text=_(
            "What do you do, step by step? Who does what, how often, and what does it cost?"
        ),
    )
    results = RichTextField(
        _("results for those who took part"),
        features=PROSE,
        blank=True,
        help_text=_("What has changed for the people who took part? How do you know?"),
    )
    success_factors = RichTextField(
        _("what makes it work"),
        features=PROSE,
        blank=True,
        help_text=_("What should somebody who starts this tomorrow certainly do too?"),
    )
    challenges = RichTextField(
        _("challenges"),
        features=PROSE,
        blank=True,
        help_text=_("What was difficult, what went wrong, and what would you do differently now?"),
    )
    origin = RichTextField(
        _("how it began"),
        features=PROSE,
        blank=True,
        help_text=_("Who had the idea, and what was the reason to begin?"),
    )
    signalling_role = RichTextField(
        _("its part in noticing"),
        features=PROSE,
        blank=True,
        help_text=_("How do you notice that somebody is lonely, and what do you do then?"),
    )
    quotes = StreamField(
        [("quote", QuoteBlock())],
        verbose_name=_("quotes"),
        blank=True,
        help_text=_(
            "Ask the person who said it first. Write who says it without a name: “participant, 72”."
        ),
    )
    partners = models.TextField(
        _("partners"),
        blank=True,
        help_text=_("Who else takes part but is not in the list of organisations?"),
    )
    organisations = ParentalManyToManyField(
        "network.Organisation",
        verbose_name=_("organisations"),
        blank=True,
        related_name="practices",
        help_text=_("Who carries it out?"),
    )
    adopted_by = ParentalManyToManyField(
        "network.Organisation",
        verbose_name=_("also done by"),
        blank=True,
        related_name="adopted_practices",
        help_text=_("Organisations that now do it in the same way."),
    )
    spokesperson_function = models.CharField(
        _("who told this"),
        max_length=150,
        blank=True,
        help_text=_("A function, not a person's name."),
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        MultiFieldPanel(
            [FieldPanel(name) for name in SIX_FIELDS], heading=_("The practice in six fields")
        ),
        MultiFieldPanel(
            [
                FieldPanel("origin"),
                FieldPanel("signalling_role"),
                FactPanel("organisations"),
                FieldPanel("partners"),
                FactPanel("adopted_by"),
                FieldPanel("spokesperson_function"),
            ],
            heading=_("Who and how it began"),
        ),
        FieldPanel("quotes"),
        LinksPanel(
            "activity_links",
            heading=_("Activities it describes"),
            label=_("activity"),
            help_text=_("Activities in the city that are done in this way."),
        ),
        *Classified.classification_panels,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.PracticeIndex"]
    subpage_types: list[str] = []
    suggestible_fields = (
        "summary",
        "goal",
        "audience",
        "approach",
        "results",
        "success_factors",
        "challenges",
        "origin",
        "signalling_role",
        "quotes",
        "partners",
    )
    template = "knowledge/practice.html"

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    @property
    def completeness(self) -> Completeness:
        """How many of the six fields are filled: all, at least three, or fewer."""
        filled = sum(bool(getattr(self, name)) for name in SIX_FIELDS)
        if filled == len(SIX_FIELDS):
            return Completeness.COMPLETE
        return Completeness.PARTIAL if filled * 2 >= len(SIX_FIELDS) else Completeness.STUB


class PracticeActivity(OriginalLink):
    """This practice describes that activity."""

    practice = ParentalKey(Practice, on_delete=models.CASCADE, related_name="activity_links")
    activity = models.ForeignKey(
        "knowledge.Activity",
        on_delete=models.CASCADE,
        related_name="practice_links",
        verbose_name=_("activity"),
    )
    link_field = "activity"
    panels = [FieldPanel("activity")]

    class Meta(OriginalLink.Meta):
        unique_together = [("practice", "activity")]


class PracticeIndex(IndexPage, Page):
    """All practices."""

    subpage_types = ["knowledge.Practice"]
    template = "knowledge/practice_index.html"

    class Meta:
        verbose_name = _("list of practices")
