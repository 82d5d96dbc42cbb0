"""What is true of a coalition in every language and draft: who, since when, with which money."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.enums import Answer
from cms.fields import PartialDateField
from cms.models.pages import without_private
from coalitions.enums import AT_WORK, CoalitionStatus


class CoalitionQuerySet(models.QuerySet["Coalition"]):
    """Coalitions by who and how they are."""

    def at_work(self) -> Self:
        """Keep those that somebody is expected to tell about."""
        return self.filter(status__in=AT_WORK)

    def led_by(self, user: Any) -> Self:
        """Keep those of which this account is lead or deputy."""
        return self.filter(Q(lead=user) | Q(deputy=user))

    def leads(self) -> set[int]:
        """Return the accounts that are lead or deputy of these."""
        pairs = self.order_by().values_list("lead", "deputy")
        return {pk for pair in pairs for pk in pair if pk is not None}

    def with_last_update(self) -> Self:
        """Add `last_update`: the day of the last update that was not withdrawn, or None."""
        standing = Q(updates__withdrawn_at=None)
        return self.annotate(last_update=Max("updates__happened_on", filter=standing))

    def told_since(self, day: date) -> Self:
        """Keep those of which something was told, or happened, on `day` or later."""
        lately = Q(updates__happened_on__gte=day) | Q(updates__created_at__date__gte=day)
        return self.filter(lately, updates__withdrawn_at=None).distinct()

    def silent_since(self, day: date) -> Self:
        """Keep those at work of which nothing was heard after `day`, also not that they began."""
        quiet = Q(last_update=None, created_on__lt=day) | Q(last_update__lt=day)
        return self.at_work().with_last_update().filter(quiet)

    def losing_funding(self, today: date, until: date) -> Self:
        """Keep those at work whose money ends from `today` up to and with `until`."""
        return self.at_work().filter(funding_until__range=(today, until))


class Coalition(models.Model):
    """One row for a coalition; its page in each language is found by `translation_key`."""

    translation_key = models.UUIDField(unique=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=CoalitionStatus,
        default=CoalitionStatus.FORMING,
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("lead"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        help_text=_("Who keeps this coalition going. Without a lead it cannot be published."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="deputises",
        help_text=_("Who does so when the lead is away."),
    )
    started = PartialDateField(_("since"), help_text=_("A year is enough: 2019."))
    ended = PartialDateField(_("until"), help_text=_("Leave empty while it goes on."))
    funding = models.CharField(
        _("paid from"),
        max_length=200,
        blank=True,
        help_text=_("Where the money comes from. Leave empty if there is none."),
    )
    funding_until = models.DateField(
        _("paid until"),
        null=True,
        blank=True,
        help_text=_("The last day. The lead and the coordinator are warned before."),
    )
    activities = models.ManyToManyField(
        "knowledge.Activity",
        verbose_name=_("activities it runs"),
        blank=True,
        related_name="coalitions",
    )
    created_on = models.DateField(default=timezone.localdate, editable=False)
    # What a coalition leaves behind; asked when it is completed.
    result = models.TextField(_("main results"), blank=True)
    went_well = models.TextField(_("what went well"), blank=True)
    improvements = models.TextField(_("what could be better"), blank=True)
    reduces_loneliness = models.CharField(
        _("does it reduce loneliness"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    reduces_if = models.TextField(_("under which conditions"), blank=True)

    objects: ClassVar[Any] = CoalitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("coalition")
        verbose_name_plural = _("coalitions")

    def __str__(self) -> str:
        return str(self.page.title) if self.page else str(self.translation_key)

    @cached_property
    def page(self) -> Any:
        """Its published page in the active language, or else the original; None without one."""
        from coalitions.models.page import CoalitionPage  # the page knows its row

        pages = CoalitionPage.objects.filter(translation_key=self.translation_key)
        found = {each.locale.language_code: each for each in pages.select_related("locale")}
        here = found.get(get_language() or settings.LANGUAGE_CODE)
        if here is not None and here.live:
            return here
        return found.get(settings.LANGUAGE_CODE)

    @cached_property
    def is_public(self) -> bool:
        """Whether anybody may read its page."""
        page = self.page
        if page is None or not page.live:
            return False
        return without_private(type(page).objects.filter(pk=page.pk)).exists()

    @property
    def leads(self) -> list[Any]:
        """The lead and the deputy, as far as there are any."""
        return [user for user in (self.lead, self.deputy) if user is not None]


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Who takes part."""

    def current(self) -> Self:
        """Keep who takes part now, in the order in which they came."""
        found = self.filter(left_on=None).select_related("user", "organisation")
        return found.order_by("joined_on", "pk")


class Participation(models.Model):
    """Somebody takes part in a coalition, for an organisation or not."""

    coalition = models.ForeignKey(
        Coalition, on_delete=models.CASCADE, related_name="participations"
    )
    # Empty for who left the network: their organisation took part all the same.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("participant"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="participations",
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
    )
    joined_on = models.DateField(_("since"), default=timezone.localdate)
    left_on = models.DateField(_("until"), null=True, blank=True)

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "user"],
                condition=Q(left_on=None),
                name="taking_part_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.user or self.organisation or "")
