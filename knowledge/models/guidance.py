"""Guidance: a question from practice, the short answer, and how sure we are."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.blocks import PROSE
from cms.facts import FactPanel, FactsNotice, LinksPanel
from cms.fields import PartialDateField
from cms.models.pages import SitePage
from knowledge.enums import Certainty, Cost, EvidenceLevel, Plausibility
from knowledge.models.classification import Classified
from knowledge.models.index import IndexPage
from knowledge.models.links import OriginalLink


class Guidance(Classified, SitePage, Page):
    """What works, for one question. Three headlines in words, never one score (after EEF)."""

    question = models.CharField(
        _("question"),
        max_length=250,
        blank=True,
        help_text=_(
            "As somebody asks it at work, such as “How do I reach people who stay at home?”"
        ),
    )
    short_answer = RichTextField(
        _("short answer"),
        features=PROSE,
        blank=True,
        help_text=_("Two or three sentences that help somebody who reads nothing else."),
    )
    cost = models.CharField(
        _("what does it cost?"),
        max_length=20,
        choices=Cost,
        default=Cost.UNKNOWN,
        help_text=_("Think of money and of the time of people who do the work."),
    )
    plausibility = models.CharField(
        _("does it help?"),
        max_length=20,
        choices=Plausibility,
        default=Plausibility.UNKNOWN,
        help_text=_("What do experience and research together say?"),
    )
    certainty = models.CharField(
        _("how sure are we?"),
        max_length=20,
        choices=Certainty,
        default=Certainty.UNKNOWN,
        help_text=_("Experience of a few people counts too; say that it is experience."),
    )
    mechanism = RichTextField(
        _("why it would help"),
        features=PROSE,
        blank=True,
        help_text=_("What happens to somebody, so that he or she feels less lonely?"),
    )
    conditions = RichTextField(
        _("only if"),
        features=PROSE,
        blank=True,
        help_text=_(
            "What does it need, or it does not help? Such as “the same person comes back”."
        ),
    )
    did_not_work = RichTextField(
        _("what did not work"),
        features=PROSE,
        blank=True,
        help_text=_("What did people try that did not help? That saves others the trouble."),
    )
    self_check = RichTextField(
        _("questions to ask yourself"), features=PROSE, blank=True, help_text=_("As a list.")
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("question"),
        FieldPanel("short_answer"),
        MultiFieldPanel(
            [FactPanel("cost"), FactPanel("plausibility"), FactPanel("certainty")],
            heading=_("Three headlines"),
            help_text=_("Choose “We do not know” where nobody knows. That is useful too."),
        ),
        FieldPanel("mechanism"),
        FieldPanel("conditions"),
        FieldPanel("did_not_work"),
        FieldPanel("self_check"),
        LinksPanel(
            "evidence",
            heading=_("Recognition by others"),
            label=_("level"),
            help_text=_("Levels that others gave. We write them down and give none ourselves."),
        ),
        LinksPanel(
            "practice_links",
            heading=_("Practices"),
            label=_("practice"),
            help_text=_("Practices in which you see this at work."),
        ),
        *Classified.classification_panels,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.GuidanceIndex"]
    subpage_types: list[str] = []
    suggestible_fields = (
        "summary",
        "question",
        "short_answer",
        "mechanism",
        "conditions",
        "did_not_work",
        "self_check",
    )
    template = "knowledge/guidance.html"

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")


class GuidanceEvidence(Orderable):
    """A level that somebody gave, when, and until when it holds. We record it, never award it."""

    guidance = ParentalKey(Guidance, on_delete=models.CASCADE, related_name="evidence")
    level = models.CharField(
        _("level"),
        max_length=30,
        choices=EvidenceLevel,
        help_text=_("Choose only what others have really given or found."),
    )
    subject = models.CharField(
        _("what was judged"),
        max_length=200,
        help_text=_("The name of the method or activity that was judged."),
    )
    given_by = models.CharField(
        _("given by"), max_length=200, help_text=_("The organisation or committee that judged it.")
    )
    given_on = PartialDateField(_("given in"), blank=False, help_text=_("A year is enough."))
    valid_until = models.DateField(
        _("holds until"), null=True, blank=True, help_text=_("Leave empty if no end was set.")
    )
    panels = [
        FieldPanel("level"),
        FieldPanel("subject"),
        FieldPanel("given_by"),
        FieldPanel("given_on"),
        FieldPanel("valid_until"),
    ]

    @property
    def lapsed(self) -> bool:
        """Whether the level no longer holds today."""
        return self.valid_until is not None and self.valid_until < localdate()


class GuidancePractice(OriginalLink):
    """That practice shows this guidance at work."""

    guidance = ParentalKey(Guidance, on_delete=models.CASCADE, related_name="practice_links")
    practice = models.ForeignKey(
        "knowledge.Practice",
        on_delete=models.CASCADE,
        related_name="guidance_links",
        verbose_name=_("practice"),
    )
    link_field = "practice"
    panels = [FieldPanel("practice")]

    class Meta(OriginalLink.Meta):
        unique_together = [("guidance", "practice")]


class GuidanceIndex(IndexPage, Page):
    """All guidance."""

    subpage_types = ["knowledge.Guidance"]
    template = "knowledge/guidance_index.html"

    class Meta:
        verbose_name = _("list of guidance")
