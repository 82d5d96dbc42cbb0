"""Lessons: the joint of the house, tied to the activities they were learned from."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from cms.blocks import PROSE
from cms.fields import PartialDateField
from cms.models.pages import SitePage
from knowledge.enums import Stance, Verdict, Voice
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS


class Lesson(SitePage, Page):
    """What was learned, by whom, about which activities. The title is the statement itself."""

    explanation = RichTextField(_("explanation"), features=PROSE, blank=True)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict, default=Verdict.OPEN)
    conditions = models.TextField(
        _("under which conditions"), blank=True, help_text=_("Required for “works if”.")
    )
    voice = models.CharField(_("who says so"), max_length=30, choices=Voice, blank=True)
    learned_from = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("learned from"),
        help_text=_("The practice, report or source in which this was learned."),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons_learned",
    )
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("contributed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    contributor_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("on behalf of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
    )
    learned_on = PartialDateField(_("learned in"))
    target_groups = ParentalManyToManyField(
        "knowledge.TargetGroup",
        verbose_name=_("target groups"),
        blank=True,
        related_name="lesson_set",
    )

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("explanation"),
        MultiFieldPanel(
            [FieldPanel("verdict"), FieldPanel("conditions"), FieldPanel("voice")],
            heading=_("What it says and who says so"),
        ),
        InlinePanel(
            "activity_links", heading=_("Activities it was learned from"), label=_("activity")
        ),
        InlinePanel("guidance_links", heading=_("What works"), label=_("guidance")),
        MultiFieldPanel(
            [
                FieldPanel("learned_from"),
                FieldPanel("learned_on"),
                FieldPanel("contributor_organisation"),
                FieldPanel("contributor"),
                FieldPanel("target_groups"),
            ],
            heading=_("Where it comes from"),
        ),
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.LessonIndex"]
    subpage_types: list[str] = []
    template = "knowledge/lesson.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def clean(self) -> None:
        super().clean()
        if self.verdict == Verdict.WORKS_IF and not self.conditions.strip():
            raise ValidationError({"conditions": _("“Works if” needs its conditions: if what?")})


class LessonActivity(Orderable):
    """This lesson was learned from that activity."""

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="activity_links")
    activity = models.ForeignKey(
        "knowledge.Activity",
        on_delete=models.CASCADE,
        related_name="lesson_links",
        verbose_name=_("activity"),
    )
    panels = [FieldPanel("activity")]

    class Meta(Orderable.Meta):
        unique_together = [("lesson", "activity")]


class LessonGuidance(Orderable):
    """This lesson supports or weakens that guidance."""

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="guidance_links")
    guidance = models.ForeignKey(
        "knowledge.Guidance",
        on_delete=models.CASCADE,
        related_name="lesson_links",
        verbose_name=_("guidance"),
    )
    stance = models.CharField(_("does"), max_length=10, choices=Stance, default=Stance.SUPPORTS)
    panels = [FieldPanel("guidance"), FieldPanel("stance")]

    class Meta(Orderable.Meta):
        unique_together = [("lesson", "guidance")]


class LessonIndex(IndexPage, Page):
    """All lessons, also of what did not work."""

    subpage_types = ["knowledge.Lesson"]
    template = "knowledge/lesson_index.html"

    class Meta:
        verbose_name = _("list of lessons")
