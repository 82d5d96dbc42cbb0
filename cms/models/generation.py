"""Which generation of the site this is: another one after each change that many pages show."""

from secrets import randbits
from typing import Any, ClassVar

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _drawn() -> int:
    # 40 bits: thousands of rows add up to less than a column holds.
    return randbits(40)


class GenerationQuerySet(models.QuerySet["Generation"]):
    """The generation, read off all its rows."""

    def current(self) -> int:
        """Return the number of this generation, in one query."""
        found: int | None = self.aggregate(total=Sum("drawn"))["total"]
        return found or 0


class Generation(models.Model):
    """One change, as a number drawn at random.

    Their sum is the generation. Rows are only added: two changes at the same time do not wait for
    each other, and whichever is committed last makes a new generation, which a counter read by its
    highest number would miss.
    """

    drawn = models.BigIntegerField(_("drawn number"), default=_drawn)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, db_index=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(GenerationQuerySet)()

    class Meta:
        verbose_name = _("generation of the site")
        verbose_name_plural = _("generations of the site")

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M}"
