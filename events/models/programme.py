"""The programme of an event: rounds, and the sessions among which people choose in each."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class Slot(models.Model):
    """A round of the programme: somebody is in one session at a time."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        zone = self.event.zone
        begin, end = (each.astimezone(zone) for each in (self.starts_at, self.ends_at))
        return f"{begin:%H:%M} – {end:%H:%M}"


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions, while nobody else can give away their places."""

    def locked(self, pks: set[int]) -> Self:
        """Return these in the order of their number, so that no two services wait in a ring."""
        return self.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")


class Session(models.Model):
    """One thing to go to in a round, with places of its own."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="sessions")
    title_nl = models.CharField(_("title in Dutch"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("host"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_sessions",
    )
    host_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation of the host"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_sessions",
    )
    host_email = models.EmailField(
        _("e-mail address of the host"),
        blank=True,
        help_text=_("Of a host without an account; a link to write the report goes there."),
    )
    room = models.CharField(_("room"), max_length=100, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["slot", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its title in the language of the page."""
        return (get_language() == "en" and self.title_en) or self.title_nl
