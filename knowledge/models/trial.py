"""We tried it too: what came of it where others did what a page describes."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.enums import TrialOutcome
from knowledge.models.lesson import Lesson


class TrialQuerySet(models.QuerySet["Trial"]):
    """Trials by page."""

    def of(self, key: UUID) -> Self:
        """Keep the trials of the practice or guidance with this `translation_key`, latest first."""
        return self.filter(translation_key=key, withdrawn_at=None).order_by("-created_at", "-pk")


class Trial(models.Model):
    """Somebody did this elsewhere and tells how it went; failures count as much as successes."""

    key = models.UUIDField(_("key"), unique=True, editable=False)
    translation_key = models.UUIDField(_("page"), db_index=True)
    place = models.CharField(_("where"), max_length=200)
    for_whom = models.CharField(_("for whom"), max_length=200, blank=True)
    changed = models.TextField(_("what was changed"), blank=True)
    outcome = models.CharField(_("did it work?"), max_length=20, choices=TrialOutcome)
    tip = models.TextField(_("tip"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("told by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    contributor_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("on behalf of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trials",
    )
    lesson = models.ForeignKey(
        Lesson,
        verbose_name=_("lesson it became"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="trials",
    )
    created_at = models.DateTimeField(_("told at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(TrialQuerySet)()

    class Meta:
        verbose_name = _("trial")
        verbose_name_plural = _("trials")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.get_outcome_display()}"
