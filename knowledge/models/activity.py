"""Activities: what there is to do, where, and how you join."""

from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

from cms.blocks import BodyBlock
from cms.enums import Answer
from cms.fields import PartialDateField
from cms.models.pages import SitePage, SitePageQuerySet
from knowledge.enums import ActivityStatus, Gradation, Price
from knowledge.models.classification import Classified
from knowledge.models.index import IndexPage


class ActivityQuerySet(SitePageQuerySet):
    """Reads of activities. Facts are those of originals: combine with `where_original`."""

    def for_gradation(self, gradation: Gradation) -> Self:
        """Keep the activities for people who are this lonely."""
        return self.filter(gradations__has=gradation)

    def still_there(self) -> Self:
        """Leave out the activities that have ended."""
        return self.where_original(~Q(status=ActivityStatus.ENDED))


class Activity(Classified, SitePage, Page):
    """Something people can take part in."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    providers = ParentalManyToManyField(
        "network.Organisation",
        verbose_name=_("who runs it"),
        blank=True,
        related_name="activities",
    )
    status = models.CharField(
        _("how far it is"), max_length=20, choices=ActivityStatus, default=ActivityStatus.RUNNING
    )
    started = PartialDateField(_("since"))
    ended = PartialDateField(_("until"))
    initiated_by_network = models.CharField(
        _("started by the network"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    frequency = models.CharField(_("when"), max_length=200, blank=True)
    how_to_join = models.TextField(
        _("how you join"),
        blank=True,
        help_text=_("Not only on the internet: name a phone number or a place to walk in."),
    )
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    referral_needed = models.CharField(
        _("a referral is needed"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    price = models.CharField(_("costs"), max_length=20, choices=Price, default=Price.UNKNOWN)
    price_note = models.CharField(_("about the costs"), max_length=200, blank=True)
    languages = models.CharField(_("languages spoken"), max_length=200, blank=True)
    transport = models.CharField(_("getting there"), max_length=200, blank=True)
    accompanied = models.CharField(
        _("somebody can come along the first time"),
        max_length=10,
        choices=Answer,
        default=Answer.UNKNOWN,
    )
    phone_contact = models.CharField(
        _("you can call first"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )

    objects: ClassVar[Any] = PageManager.from_queryset(ActivityQuerySet)()

    content_panels = [
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("providers"),
                FieldPanel("status"),
                FieldPanel("started"),
                FieldPanel("ended"),
                FieldPanel("initiated_by_network"),
            ],
            heading=_("Who runs it and since when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("frequency"),
                FieldPanel("how_to_join"),
                FieldPanel("phone"),
                FieldPanel("website"),
            ],
            heading=_("Where, when and how you join"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("referral_needed"),
                FieldPanel("price"),
                FieldPanel("price_note"),
                FieldPanel("accompanied"),
                FieldPanel("phone_contact"),
                FieldPanel("languages"),
                FieldPanel("transport"),
                FieldPanel("age_from"),
                FieldPanel("age_to"),
            ],
            heading=_("How easy it is to join"),
            help_text=_("What a referrer wants to know while somebody sits beside her."),
        ),
        *Classified.classification_panels,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.ActivityIndex"]
    subpage_types: list[str] = []
    template = "knowledge/activity.html"

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")

    def clean(self) -> None:
        super().clean()
        if self.age_from and self.age_to and self.age_from > self.age_to:
            raise ValidationError({"age_to": _("The highest age is below the lowest.")})
        # Only as far as both are known: 2019 may be after 2019-03, and need not be.
        known = min(len(self.started), len(self.ended))
        if self.started[:known] > self.ended[:known]:
            raise ValidationError({"ended": _("It cannot end before it starts.")})


class ActivityIndex(IndexPage, Page):
    """All activities, with filters and a sheet to print."""

    subpage_types = ["knowledge.Activity"]
    template = "knowledge/activity_index.html"

    class Meta:
        verbose_name = _("list of activities")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """Choose the sheet to print, for people without internet, where it is asked for."""
        return "knowledge/activity_sheet.html" if "sheet" in request.GET else self.template
