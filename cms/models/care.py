"""Who looks after a page, and when it was last found to be right."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageCareQuerySet(models.QuerySet["PageCare"]):
    """Reads of who looks after what."""

    def overdue(self, today: date) -> Self:
        """Those whose day of review has passed, longest ago first, with who looks after them."""
        return (
            self.filter(review_on__lt=today)
            .select_related("owner", "deputy")
            .order_by("review_on", "pk")
        )


class PageCare(models.Model):
    """One row for a page in all its languages and drafts, found by `translation_key`."""

    translation_key = models.UUIDField(unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who keeps this page right and answers questions about it."),
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who does so when the owner is away."),
    )
    review_on = models.DateField(
        _("review before"),
        null=True,
        blank=True,
        help_text=_("By that day somebody reads the page again to see whether it is still right."),
    )
    last_confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("When somebody who knows last said that it is right."),
    )
    last_confirmed_by = models.CharField(
        _("last confirmed by"),
        max_length=200,
        blank=True,
        help_text=_("An organisation or a function, not a person's name."),
    )

    interval_months = models.PositiveSmallIntegerField(
        _("read again every so many months"),
        default=12,
        help_text=_("Whoever finds the page still correct sets the next review this far ahead."),
    )
    # The day of review for which its owner was reminded.
    reminded_for = models.DateField(_("reminded for"), null=True, blank=True, editable=False)

    objects: ClassVar[Any] = PageCareQuerySet.as_manager()

    class Meta:
        verbose_name = _("page care")
        verbose_name_plural = _("page care")

    def __str__(self) -> str:
        return f"{self.translation_key}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day of review has passed."""
        return self.review_on is not None and self.review_on < timezone.localdate()
