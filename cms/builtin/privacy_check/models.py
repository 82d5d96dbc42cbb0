"""Consent of whoever a page tells about, and the step that asks for it."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.builtin.privacy_check.forms import ConsentForm
from cms.models import ReviewState
from cms.plugins.steps import GroupTask
from cms.plugins.things import page_of, thing_of


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents by page."""

    def about(self, key: UUID) -> Self:
        """Keep those of the page with this `translation_key`, the latest first."""
        return self.filter(translation_key=key).order_by("-given_on", "-pk")

    def standing(self) -> Self:
        """Keep those that nobody withdrew."""
        return self.filter(withdrawn_on=None)


class Consent(models.Model):
    """Somebody agreed that a page tells about them: by function, never by name."""

    translation_key = models.UUIDField(_("page"), db_index=True, editable=False)
    speaks = models.CharField(_("who agreed"), max_length=150)
    given_on = models.DateField(_("agreed on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("written down at"), default=timezone.now)

    objects: ClassVar[Any] = models.Manager.from_queryset(ConsentQuerySet)()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.speaks} ({self.given_on})"


class PrivacyCheck(GroupTask):
    """Passes when no personal details are found; otherwise somebody writes down who agreed."""

    automatic = True
    passed = _("No personal details were found.")
    question = _(
        "Take out what is about somebody else, or send it back. If whoever it is about agreed,"
        " write that down here."
    )
    approve_form = ConsentForm

    class Meta:
        verbose_name = _("privacy check")
        verbose_name_plural = _("privacy checks")

    @classmethod
    def get_description(cls) -> Any:
        return _("Looks for personal details, and asks who agreed when it finds any")

    def findings(self, offered: Any) -> Sequence[str]:
        """Say which kinds of details are in which text; never the details themselves."""
        from cms.builtin.privacy_check.rules import asked_about  # it reads consents

        return asked_about(offered)

    def approved(self, state: ReviewState, user: Any, answers: dict[str, Any]) -> bool:
        """Write down who agreed, and let it through."""
        page = page_of(thing_of(state))
        if page is not None:
            Consent.objects.create(
                translation_key=page.translation_key,
                speaks=answers["speaks"],
                given_on=answers["given_on"],
                recorded_by=user,
            )
        return True
