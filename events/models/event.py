"""What is true of an event in every language and draft: when, where, and how many may come."""

from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import GOES_ON, AttendanceMode, EventKind, EventStatus, Promotion


def known_zone(name: str) -> None:
    """Raise `ValidationError` unless this is a time zone of the IANA list."""
    if name not in available_timezones():
        raise ValidationError(_("This is not a time zone. Such as: Europe/Amsterdam."))


def site_zone() -> str:
    """Return the time zone in which the network lives."""
    return str(settings.TIME_ZONE)


class EventQuerySet(models.QuerySet["Event"]):
    """Events by when they are and whether they go on."""

    def coming(self, now: datetime) -> Self:
        """Keep what is not over, the first first."""
        return self.filter(ends_at__gte=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Keep what is over, the latest first."""
        return self.filter(ends_at__lt=now).order_by("-starts_at", "-pk")

    def going_on(self) -> Self:
        """Leave out what was called off or put off."""
        return self.filter(status__in=GOES_ON)

    def locked(self, pk: int) -> "Event":
        """Return an event while nobody else can give away or free its places.

        Every service that does so asks for it first, then for sessions in the order of their
        number; so none waits for another in a ring.
        """
        return self.select_for_update(of=("self",)).get(pk=pk)


class Event(models.Model):
    """One row for an event; its page in each language is found by `translation_key`."""

    translation_key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(
        _("kind"), max_length=20, choices=EventKind, default=EventKind.GATHERING
    )
    super_event = models.ForeignKey(
        "self",
        verbose_name=_("campaign week"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sub_events",
        limit_choices_to={"kind": EventKind.CAMPAIGN},
    )
    organiser = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organiser"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who runs it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_events",
        help_text=_("Sees who comes, and hears of it when something goes wrong."),
    )
    status = models.CharField(
        _("goes on"), max_length=20, choices=EventStatus, default=EventStatus.SCHEDULED
    )
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    # The moment is kept in UTC; what people read is the clock of this zone.
    timezone = models.CharField(
        _("time zone"), max_length=50, default=site_zone, validators=[known_zone]
    )
    attendance_mode = models.CharField(
        _("where"), max_length=10, choices=AttendanceMode, default=AttendanceMode.PLACE
    )
    place = models.CharField(_("place"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood",
        verbose_name=_("neighbourhood"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
    )
    online_address = models.URLField(
        _("address online"),
        blank=True,
        help_text=_("Only who is registered gets it."),
    )
    target_groups = models.ManyToManyField(
        "knowledge.TargetGroup", verbose_name=_("for whom"), blank=True, related_name="events"
    )
    takes_registrations = models.BooleanField(_("people register"), default=True)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty where everybody fits.")
    )
    waiting_capacity = models.PositiveIntegerField(
        _("places on the waiting list"),
        null=True,
        blank=True,
        help_text=_("Leave empty for as many as want to wait; 0 for no waiting list."),
    )
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    cancel_until = models.DateTimeField(_("cancel until"), null=True, blank=True)
    promotion = models.CharField(
        _("a place that becomes free"),
        max_length=10,
        choices=Promotion,
        default=Promotion.AT_ONCE,
    )
    # Rises with each change that calendars must hear of (RFC 5545 SEQUENCE).
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)
    # The last queue number that was given out; raised under the lock of this row.
    queue_counter = models.PositiveIntegerField(default=0, editable=False)
    retention_days = models.PositiveIntegerField(
        _("forget who came after so many days"), default=90
    )
    contact = models.CharField(
        _("for questions"),
        max_length=150,
        blank=True,
        help_text=_("A phone number or an address of the organisation, on the page for everybody."),
    )
    reminder_hours = models.PositiveIntegerField(
        _("remind so many hours before"),
        null=True,
        blank=True,
        default=24,
        help_text=_("Leave empty for no reminder."),
    )
    asks_survey = models.BooleanField(_("ask afterwards how it was"), default=True)
    survey_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    counted_present = models.PositiveIntegerField(
        _("how many were there"),
        null=True,
        blank=True,
        help_text=_("Fill this in where nobody was checked in at the door."),
    )
    # The translation key of its report; none before somebody began to write it.
    report_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)
    # How often whoever runs it was reminded of a report that is not there.
    report_reminders = models.PositiveSmallIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.page.title) if self.page else str(self.translation_key)

    @cached_property
    def pages(self) -> dict[str, Any]:
        """Its page in each language, also those that are not published."""
        from events.models.page import EventPage  # the page knows its row

        pages = EventPage.objects.filter(translation_key=self.translation_key)
        return {each.locale.language_code: each for each in pages.select_related("locale")}

    @property
    def page(self) -> Any:
        """Its published page in the active language, or else the original; None without one."""
        # Not kept: one event is told to people in more than one language.
        here = self.pages.get(get_language() or settings.LANGUAGE_CODE)
        if here is not None and here.live:
            return here
        return self.pages.get(settings.LANGUAGE_CODE)

    @property
    def draft(self) -> Any:
        """The original page as it was last written, online or not; None without one."""
        from events.models.page import EventPage  # the page knows its row

        pages = EventPage.objects.originals().filter(translation_key=self.translation_key)
        found = pages.first()
        return found and found.get_latest_revision_as_object()

    @property
    def is_announced(self) -> bool:
        """Whether people may count on it: it is on the agenda, or somebody registered."""
        page = self.draft
        return bool(page and page.live) or self.registrations.exists()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone whose clock people read."""
        return ZoneInfo(self.timezone)

    @property
    def goes_on(self) -> bool:
        """Whether somebody may come on the day that is named."""
        return self.status in GOES_ON

    def takes_registrations_at(self, now: datetime) -> bool:
        """Whether somebody can register at this moment."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        in_time = (opens is None or opens <= now) and now < (closes or self.starts_at)
        return self.takes_registrations and self.goes_on and in_time

    @property
    def is_put_off(self) -> bool:
        """Whether another day follows, which nobody knows yet."""
        return self.status == EventStatus.POSTPONED

    def may_be_cancelled_at(self, now: datetime) -> bool:
        """Whether somebody can still cancel by themselves."""
        if self.is_put_off:
            return True
        return now < (self.cancel_until or self.starts_at)

    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= timezone.now()
