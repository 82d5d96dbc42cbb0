"""Who used the emergency account, and who found which roles still right."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    """What superusers did."""

    KEPT = timedelta(days=365)

    def record(self, user: Any, request: HttpRequest) -> "EmergencyAccess":
        """Write down one request; without what was asked for or sent, which may name people."""
        return self.create(user=user, method=request.method or "", path=request.path[:500])

    def past_retention(self, now: datetime) -> "EmergencyAccessQuerySet":
        return self.filter(at__lt=now - self.KEPT)


class EmergencyAccess(models.Model):
    """One request by a superuser: an account that passes every check leaves a trace."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    method = models.CharField(_("method"), max_length=10)
    path = models.CharField(_("address"), max_length=500)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("emergency access")
        verbose_name_plural = _("emergency access")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class RoleReviewQuerySet(models.QuerySet["RoleReview"]):
    """Who looked at whose roles."""

    def latest_by_user(self) -> dict[int, "RoleReview"]:
        """Return the last review of each account, by the account's number."""
        reviews = self.select_related("confirmed_by").order_by("confirmed_at", "pk")
        return {review.user_id: review for review in reviews}


class RoleReview(models.Model):
    """Somebody looked at what an account may do, and found it still right."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="role_reviews",
    )
    # Codes of roles as they were then; what changed since is not confirmed.
    roles = models.JSONField(_("roles"), default=list)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), default=timezone.now)

    objects = RoleReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of roles")
        verbose_name_plural = _("reviews of roles")
        ordering = ["-confirmed_at"]

    def __str__(self) -> str:
        return f"{self.user_id}: {', '.join(self.roles)}"
