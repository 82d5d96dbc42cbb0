"""Lessons: the joint of the house, tied to the activities they were learned from."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.blocks import PROSE
from cms.facts import FactPanel, FactsNotice, LinksPanel
from cms.fields import PartialDateField
from cms.models.pages import SitePage
from knowledge.enums import Stance, Verdict, Voice
from knowledge.models.index import IndexPage
from knowledge.models.links import LINK_PANELS, OriginalLink


class Lesson(SitePage, Page):
    """What was learned, by whom, about which activities. The title is the statement itself."""

    explanation = RichTextField(
        _("explanation"),
        features=PROSE,
        blank=True,
        help_text=_(
            "What happened, and what did you learn from it? Tell it as you would tell a colleague."
        ),
    )
    verdict = models.CharField(
        _("verdict"),
        max_length=20,
        choices=Verdict,
        default=Verdict.OPEN,
        help_text=_("Choose “Open question” if you are not sure yet."),
    )
    conditions = models.TextField(
        _("under which conditions"), blank=True, help_text=_("Required for “works if”.")
    )
    voice = models.CharField(
        _("who says so"),
        max_length=30,
        choices=Voice,
        blank=True,
        help_text=_("Whose experience is it? Leave empty if you do not know."),
    )
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
        help_text=_("The account of who told it. Visitors do not see this."),
    )
    contributor_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("on behalf of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        help_text=_("Visitors see this organisation with the lesson."),
    )
    learned_on = PartialDateField(
        _("learned in"), help_text=_("When was it learned? A year is enough.")
    )
    target_groups = ParentalManyToManyField(
        "knowledge.TargetGroup",
        verbose_name=_("target groups"),
        blank=True,
        related_name="lesson_set",
        help_text=_("For whom does the lesson hold? Leave empty if it holds for everybody."),
    )

    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("explanation"),
        MultiFieldPanel(
            [FactPanel("verdict"), FieldPanel("conditions"), FactPanel("voice")],
            heading=_("What it says and who says so"),
        ),
        LinksPanel(
            "activity_links",
            heading=_("Activities it was learned from"),
            label=_("activity"),
            help_text=_("Where did this happen? The lesson is then shown there too."),
        ),
        LinksPanel(
            "guidance_links",
            heading=_("What works"),
            label=_("guidance"),
            help_text=_("Which answers does this lesson support or weaken?"),
        ),
        MultiFieldPanel(
            [
                FactPanel("learned_from"),
                FactPanel("learned_on"),
                FactPanel("contributor_organisation"),
                FactPanel("contributor"),
                FactPanel("target_groups"),
            ],
            heading=_("Where it comes from"),
        ),
        *LINK_PANELS,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.LessonIndex"]
    subpage_types: list[str] = []
    suggestible_fields = ("title", "summary", "explanation", "conditions")
    template = "knowledge/lesson.html"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def clean(self) -> None:
        super().clean()
        if self.verdict == Verdict.WORKS_IF and not self.conditions.strip():
            raise ValidationError({"conditions": _("“Works if” needs its conditions: if what?")})


class LessonActivity(OriginalLink):
    """This lesson was learned from that activity."""

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="activity_links")
    activity = models.ForeignKey(
        "knowledge.Activity",
        on_delete=models.CASCADE,
        related_name="lesson_links",
        verbose_name=_("activity"),
    )
    link_field = "activity"
    panels = [FieldPanel("activity")]

    class Meta(OriginalLink.Meta):
        unique_together = [("lesson", "activity")]


class LessonGuidance(OriginalLink):
    """This lesson supports or weakens that guidance."""

    lesson = ParentalKey(Lesson, on_delete=models.CASCADE, related_name="guidance_links")
    guidance = models.ForeignKey(
        "knowledge.Guidance",
        on_delete=models.CASCADE,
        related_name="lesson_links",
        verbose_name=_("guidance"),
    )
    stance = models.CharField(
        _("does"),
        max_length=10,
        choices=Stance,
        default=Stance.SUPPORTS,
        help_text=_("Does this lesson make the guidance stronger, or does it make you doubt it?"),
    )
    link_field = "guidance"
    panels = [FieldPanel("guidance"), FieldPanel("stance")]

    class Meta(OriginalLink.Meta):
        unique_together = [("lesson", "guidance")]


class LessonIndex(IndexPage, Page):
    """All lessons, also of what did not work."""

    subpage_types = ["knowledge.Lesson"]
    template = "knowledge/lesson_index.html"

    class Meta:
        verbose_name = _("list of lessons")
