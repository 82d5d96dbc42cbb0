"""Who was erased: kept as a hash, so that an old back-up cannot bring anybody back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """One person who was erased, and whether every trace is gone."""

    # HMAC-SHA256 of the account's number and address, in hexadecimals.
    hashed_id = models.CharField(_("hashed id"), max_length=64, unique=True)
    requested_at = models.DateTimeField(_("requested at"), default=timezone.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    # The words to look for, and what to put instead; emptied when the work is done.
    traces = models.JSONField(_("traces to remove"), default=dict, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["requested_at"]

    def __str__(self) -> str:
        return self.hashed_id
