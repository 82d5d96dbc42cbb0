"""What people follow, what they are told, and what they chose to be told."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("followed page")
        verbose_name_plural = _("followed pages")
        constraints = [
            models.UniqueConstraint(fields=["user", "translation_key"], name="cms_follow_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.translation_key}"


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

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self) -> str:
        return f"{self.user_id}"
