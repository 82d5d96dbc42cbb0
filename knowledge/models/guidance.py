"""Guidance: a question from practice, the short answer, and how sure we are."""

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.blocks import PROSE
from cms.fields import PartialDateField
from cms.models.pages import SitePage
from knowledge.enums import Certainty, Cost, EvidenceLevel, Plausibility
from knowledge.models.classification import Classified
from knowledge.models.index import IndexPage


class Guidance(Classified, SitePage, Page):
    """What works, for one question. Three headlines in words, never one score (after EEF)."""

    question = models.CharField(_("question"), max_length=250, blank=True)
    short_answer = RichTextField(_("short answer"), features=PROSE, blank=True)
    cost = models.CharField(
        _("what does it cost?"), max_length=20, choices=Cost, default=Cost.UNKNOWN
    )
    plausibility = models.CharField(
        _("does it help?"), max_length=20, choices=Plausibility, default=Plausibility.UNKNOWN
    )
    certainty = models.CharField(
        _("how sure are we?"), max_length=20, choices=Certainty, default=Certainty.UNKNOWN
    )
    mechanism = RichTextField(_("why it would help"), features=PROSE, blank=True)
    conditions = RichTextField(_("only if"), features=PROSE, blank=True)
    did_not_work = RichTextField(_("what did not work"), features=PROSE, blank=True)
    self_check = RichTextField(
        _("questions to ask yourself"), features=PROSE, blank=True, help_text=_("As a list.")
    )

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("question"),
        FieldPanel("short_answer"),
        MultiFieldPanel(
            [FieldPanel("cost"), FieldPanel("plausibility"), FieldPanel("certainty")],
            heading=_("Three headlines"),
            help_text=_("Choose “We do not know” where nobody knows. That is useful too."),
        ),
        FieldPanel("mechanism"),
        FieldPanel("conditions"),
        FieldPanel("did_not_work"),
        FieldPanel("self_check"),
        InlinePanel("evidence", heading=_("Recognition by others"), label=_("level")),
        InlinePanel("practice_links", heading=_("Practices"), label=_("practice")),
        *Classified.classification_panels,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.GuidanceIndex"]
    subpage_types: list[str] = []
    template = "knowledge/guidance.html"

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance")


class GuidanceEvidence(Orderable):
    """A level that somebody gave, when, and until when it holds. We record it, never award it."""

    guidance = ParentalKey(Guidance, on_delete=models.CASCADE, related_name="evidence")
    level = models.CharField(_("level"), max_length=30, choices=EvidenceLevel)
    subject = models.CharField(_("what was judged"), max_length=200)
    given_by = models.CharField(_("given by"), max_length=200)
    given_on = PartialDateField(_("given in"), blank=False)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
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


class GuidancePractice(Orderable):
    """That practice shows this guidance at work."""

    guidance = ParentalKey(Guidance, on_delete=models.CASCADE, related_name="practice_links")
    practice = models.ForeignKey(
        "knowledge.Practice",
        on_delete=models.CASCADE,
        related_name="guidance_links",
        verbose_name=_("practice"),
    )
    panels = [FieldPanel("practice")]

    class Meta(Orderable.Meta):
        unique_together = [("guidance", "practice")]


class GuidanceIndex(IndexPage, Page):
    """All guidance."""

    subpage_types = ["knowledge.Guidance"]
    template = "knowledge/guidance_index.html"

    class Meta:
        verbose_name = _("list of guidance")
