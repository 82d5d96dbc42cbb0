"""The public history of a page: one row for each time that it changed for its readers."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from cms.enums import ChangeKind
from cms.models.suggestion import Suggestion


class PageChangeQuerySet(models.QuerySet["PageChange"]):
    """Changes by page."""

    def about(self, key: UUID) -> Self:
        """Keep the changes of a page in all its languages, the latest first."""
        return self.filter(page__translation_key=key).order_by("-happened_at", "-pk")


class PageChange(models.Model):
    """When a page changed, why, and on whose word."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="changes"
    )
    # What readers saw from then on; None where only its care changed.
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("version"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    kind = models.CharField(_("how"), max_length=20, choices=ChangeKind, default=ChangeKind.EDITED)
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("on whose word"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # As it was called at that moment; stays when the account goes.
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked at by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    suggestion = models.ForeignKey(
        Suggestion,
        verbose_name=_("suggestion"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applied",
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(PageChangeQuerySet)()

    class Meta:
        verbose_name = _("change of a page")
        verbose_name_plural = _("changes of pages")
        ordering = ["-happened_at", "-pk"]
        indexes = [models.Index(fields=["page", "-happened_at"], name="cms_pagechange_of_page")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.kind} {self.happened_at:%Y-%m-%d}"
