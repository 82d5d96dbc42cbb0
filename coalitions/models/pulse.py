"""The pulse: once a month lead and deputy are asked how it goes, by a link without signing in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coalitions.models.coalition import Coalition


class Pulse(models.Model):
    """One coalition, one month, one person asked; the link dies with its first use."""

    coalition = models.ForeignKey(Coalition, on_delete=models.CASCADE, related_name="pulses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pulses"
    )
    # The first day of the month it asks about.
    month = models.DateField(_("month"))
    expires_at = models.DateTimeField(_("can be used until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "user", "month"], name="one_pulse_a_month_for_each_lead"
            )
        ]

    def __str__(self) -> str:
        return f"{self.coalition_id} {self.month:%Y-%m}"
