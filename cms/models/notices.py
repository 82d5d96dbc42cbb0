"""What people follow, what they are told, and what they chose to be told."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.notices.kinds import kinds


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows by who and what."""

    def of(self, user: Any) -> Self:
        """Keep what this account follows, the latest first."""
        return self.filter(user=user).order_by("-since", "-pk")

    def about(self, key: UUID) -> Self:
        """Keep who follows the page with this `translation_key`."""
        return self.filter(translation_key=key)


class Follow(models.Model):
    """Somebody follows a page, in whichever language it is read."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who follows"),
        on_delete=models.CASCADE,
        related_name="follows",
    )
    translation_key = models.UUIDField(_("page"), db_index=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects: ClassVar[FollowQuerySet] = models.Manager.from_queryset(  # type: ignore[assignment]
        FollowQuerySet
    )()

    class Meta:
        verbose_name = _("followed page")
        verbose_name_plural = _("followed pages")
        constraints = [
            models.UniqueConstraint(fields=["user", "translation_key"], name="cms_follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.translation_key}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by whose they are and how far they came."""

    def of(self, user: Any) -> Self:
        """Keep what this account was told, the latest first."""
        return self.filter(recipient=user)

    def unmailed(self) -> Self:
        """Keep what was in no weekly mail yet."""
        return self.filter(mailed_at=None)

    def unseen(self) -> Self:
        """Keep what its recipient has not been shown on the site."""
        return self.filter(seen_at=None)


class Notice(models.Model):
    """One line for one person: told on their own page and in the weekly mail."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    kind = models.CharField(_("kind"), max_length=50)
    # What it is about; as long as it was not mailed, a second one about the same renews the first.
    key = models.CharField(_("key"), max_length=200)
    line = models.CharField(_("line"), max_length=300)
    address = models.CharField(_("address"), max_length=500, blank=True)
    translation_key = models.UUIDField(_("page"), null=True, blank=True, db_index=True)
    created_at = models.DateTimeField(_("told at"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = models.Manager.from_queryset(  # type: ignore[assignment]
        NoticeQuerySet
    )()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "key"],
                condition=models.Q(mailed_at=None),
                name="cms_notice_once_a_mail",
            )
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def why(self) -> str:
        """Why its recipient was told; nothing where the floor that told it is gone."""
        return str(kinds[self.kind].why) if self.kind in kinds else ""


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    """Choices, also of who never made one."""

    def of(self, user: Any) -> "MailChoice":
        """Return what this account chose; an unsaved row with the defaults if nothing."""
        return self.filter(user=user).first() or MailChoice(user=user)


class MailChoice(models.Model):
    """What somebody wants to be mailed; without a row everything that is on by default."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who chooses"),
        on_delete=models.CASCADE,
        related_name="mail_choice",
    )
    weekly = models.BooleanField(_("the weekly mail"), default=True)
    # Names of notice kinds that are left out of it.
    muted = models.JSONField(_("left out"), default=list, blank=True)
    # Names of notice kinds that are mailed at once, and then not in it.
    at_once = models.JSONField(_("mailed at once"), default=list, blank=True)

    objects: ClassVar[MailChoiceQuerySet] = models.Manager.from_queryset(  # type: ignore[assignment]
        MailChoiceQuerySet
    )()

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self) -> str:
        return f"{self.user_id}"
