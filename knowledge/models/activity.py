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
from cms.facts import FactPanel, FactsNotice
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

    body = StreamField(
        BodyBlock(),
        verbose_name=_("text"),
        blank=True,
        help_text=_(
            "What happens there, and what is it like for somebody who comes for the first time?"
        ),
    )
    providers = ParentalManyToManyField(
        "network.Organisation",
        verbose_name=_("who runs it"),
        blank=True,
        related_name="activities",
        help_text=_("One or more organisations. Is one missing? Add it under Organisations first."),
    )
    status = models.CharField(
        _("how far it is"),
        max_length=20,
        choices=ActivityStatus,
        default=ActivityStatus.RUNNING,
        help_text=_(
            "Choose “Ended” when it has stopped. The page stays, because of what was learned."
        ),
    )
    started = PartialDateField(
        _("since"),
        help_text=_(
            "A year is enough: 2019. You may add the month or the day: 2019-09 or 2019-09-24."
        ),
    )
    ended = PartialDateField(_("until"), help_text=_("Leave empty while it goes on."))
    initiated_by_network = models.CharField(
        _("started by the network"),
        max_length=10,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Did people meet in the network and start this together?"),
    )
    age_from = models.PositiveSmallIntegerField(
        _("from age"), null=True, blank=True, help_text=_("Leave empty if it is for all ages.")
    )
    age_to = models.PositiveSmallIntegerField(
        _("to age"), null=True, blank=True, help_text=_("Leave empty if there is no highest age.")
    )
    place = models.CharField(
        _("where"),
        max_length=200,
        blank=True,
        help_text=_(
            "The name and the address of the place, such as “Community centre, Main Street 1”."
        ),
    )
    frequency = models.CharField(
        _("when"),
        max_length=200,
        blank=True,
        help_text=_("Days and times in plain words, such as “every Tuesday from 10 to 12”."),
    )
    how_to_join = models.TextField(
        _("how you join"),
        blank=True,
        help_text=_("Not only on the internet: name a phone number or a place to walk in."),
    )
    phone = models.CharField(
        _("phone number"),
        max_length=40,
        blank=True,
        help_text=_("A number where somebody answers who knows this activity."),
    )
    website = models.URLField(
        _("website"),
        max_length=500,
        blank=True,
        help_text=_("The page about this activity, with https:// in front."),
    )
    referral_needed = models.CharField(
        _("a referral is needed"),
        max_length=10,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Does somebody have to be sent by a doctor or a social worker to take part?"),
    )
    price = models.CharField(
        _("costs"),
        max_length=20,
        choices=Price,
        default=Price.UNKNOWN,
        help_text=_("What somebody pays to take part. Choose “Not known” rather than guess."),
    )
    price_note = models.CharField(
        _("about the costs"),
        max_length=200,
        blank=True,
        help_text=_("Such as “3 euros a meal, free with a city pass”."),
    )
    languages = models.CharField(
        _("languages spoken"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Dutch, Turkish and some English”."),
    )
    transport = models.CharField(
        _("getting there"),
        max_length=200,
        blank=True,
        help_text=_("Which bus stops nearby? Is there a step? Can somebody be picked up?"),
    )
    accompanied = models.CharField(
        _("somebody can come along the first time"),
        max_length=10,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Does somebody of the activity come along or wait at the door for a newcomer?"),
    )
    phone_contact = models.CharField(
        _("you can call first"),
        max_length=10,
        choices=Answer,
        default=Answer.UNKNOWN,
        help_text=_("Can somebody call and ask questions before they decide to come?"),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(ActivityQuerySet)()

    contact_fields = ("phone", "how_to_join")
    content_panels = [
        FactsNotice(),
        *Page.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FactPanel("providers"),
                FactPanel("status"),
                FactPanel("started"),
                FactPanel("ended"),
                FactPanel("initiated_by_network"),
            ],
            heading=_("Who runs it and since when"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("frequency"),
                FieldPanel("how_to_join"),
                FactPanel("phone"),
                FactPanel("website"),
            ],
            heading=_("Where, when and how you join"),
        ),
        MultiFieldPanel(
            [
                FactPanel("referral_needed"),
                FactPanel("price"),
                FieldPanel("price_note"),
                FactPanel("accompanied"),
                FactPanel("phone_contact"),
                FieldPanel("languages"),
                FieldPanel("transport"),
                FactPanel("age_from"),
                FactPanel("age_to"),
            ],
            heading=_("How easy it is to join"),
            help_text=_("What a referrer wants to know while somebody sits beside her."),
        ),
        *Classified.classification_panels,
    ]
    promote_panels = SitePage.promote_panels
    parent_page_types = ["knowledge.ActivityIndex"]
    subpage_types: list[str] = []
    same_everywhere = ("phone",)
    suggestible_fields = (
        "summary",
        "body",
        "place",
        "frequency",
        "how_to_join",
        "phone",
        "website",
        "price_note",
        "languages",
        "transport",
    )
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
