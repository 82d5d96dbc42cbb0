"""Once a year an organisation is asked whether what stands here about its activity is right."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.enums import CheckAnswer


class ActivityCheckQuerySet(models.QuerySet["ActivityCheck"]):
    """Checks by activity and answer."""

    def of(self, key: UUID) -> Self:
        """Keep the checks of the activity with this `translation_key`, the latest first."""
        return self.filter(translation_key=key).order_by("-asked_at", "-pk")

    def unanswered(self) -> Self:
        """Keep what nobody answered."""
        return self.filter(answer="")

    def to_handle(self) -> Self:
        """Keep the answers that an editor has to do something with, the oldest first."""
        told = Q(answer=CheckAnswer.GONE) | (Q(answer=CheckAnswer.CHANGED) & ~Q(note=""))
        return self.filter(told, handled_at=None).order_by("answered_at", "pk")


class ActivityCheck(models.Model):
    """One question to one organisation about one activity, answered through a signed link."""

    translation_key = models.UUIDField(_("activity"), db_index=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="activity_checks",
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=CheckAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    # When an editor did what the answer asked for; nothing waits after that.
    handled_at = models.DateTimeField(_("dealt with at"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(ActivityCheckQuerySet)()

    class Meta:
        verbose_name = _("yearly check of an activity")
        verbose_name_plural = _("yearly checks of activities")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.asked_at:%Y-%m-%d}"
