"""What members say to each other about a page, beside its text."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageCommentQuerySet(models.QuerySet["PageComment"]):
    """Comments by page and state."""

    def about(self, key: UUID) -> Self:
        """Keep what was said about the page with this `translation_key`, the oldest first."""
        return self.filter(translation_key=key, removed_at=None).order_by("created_at", "pk")

    def open(self) -> Self:
        """Keep the beginnings of conversations that nobody resolved."""
        return self.filter(answers=None, resolved_at=None, removed_at=None)


class PageComment(models.Model):
    """A comment on a page in all its languages, or an answer to one.

    Not Wagtail's, which are for who edits a draft in the admin.
    """

    key = models.UUIDField(_("key"), unique=True, editable=False)
    translation_key = models.UUIDField(_("page"), db_index=True)
    # The comment that this one answers; conversations have one level.
    answers = models.ForeignKey(
        "self",
        verbose_name=_("answers"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replies",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="page_comments",
    )
    # As it was called at that moment; stays when the account goes.
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    text = models.TextField(_("text"))
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("mentioned"), blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("said at"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    removed_at = models.DateTimeField(_("taken away at"), null=True, blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(PageCommentQuerySet)()

    class Meta:
        verbose_name = _("comment on a page")
        verbose_name_plural = _("comments on pages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.created_at:%Y-%m-%d}"
