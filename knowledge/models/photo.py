"""The photo of a page that somebody added in the site, with what they said about consent."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.enums import PhotoConsent


class PagePhoto(models.Model):
    """One photo of a page in all its languages; shown to whoever may read the page."""

    translation_key = models.UUIDField(_("page"), unique=True)
    picture = models.ForeignKey(
        "cms.SiteImage", verbose_name=_("photo"), on_delete=models.CASCADE, related_name="+"
    )
    alt = models.CharField(_("what is on the photo"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    consent = models.CharField(_("who is on it"), max_length=20, choices=PhotoConsent)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("photo of a page")
        verbose_name_plural = _("photos of pages")

    def __str__(self) -> str:
        return self.alt or str(self.picture)
