"""Peer review: a number of approvals by different people, of one and the same text."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task

from cms.models import ReviewState
from cms.plugins.steps import GroupTask


class PeerReview(GroupTask):
    """So many people of these groups say that it is right."""

    approvals = models.PositiveSmallIntegerField(
        _("approvals"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How many different people have to approve the same text."),
    )
    question = _("Would you put this on the site as it is? Is it right, clear and kind?")
    admin_form_fields = [*GroupTask.admin_form_fields, "approvals"]

    class Meta:
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")

    @classmethod
    def get_description(cls) -> Any:
        return _("So many people of the chosen groups approve, none of them their own work")

    def may_act(self, user: Any, thing: Any) -> bool:
        """Whether somebody is asked, and did not approve this text before."""
        if not super().may_act(user, thing):
            return False
        state = thing.current_workflow_task_state
        if state is None or state.task_id != self.pk:
            return True
        return not Approval.objects.of(state).filter(user=user).exists()

    def approved(self, state: ReviewState, user: Any, answers: dict[str, Any]) -> bool:
        """Keep the approval; whether there are enough of this very text."""
        Approval.objects.get_or_create(state=state, revision=state.revision, user=user)
        return Approval.objects.of(state).count() >= self.approvals


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Approvals by what they are of."""

    def of(self, state: Task) -> Any:
        """Keep those of the text that this state is about; of an earlier text they lapsed."""
        return self.filter(state=state, revision=state.revision)


class Approval(models.Model):
    """One person approved one text."""

    state = models.ForeignKey(
        ReviewState, verbose_name=_("step"), on_delete=models.CASCADE, related_name="approvals"
    )
    revision = models.ForeignKey(
        Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    at = models.DateTimeField(_("approved at"), default=timezone.now)

    objects: Any = models.Manager.from_queryset(ApprovalQuerySet)()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["state", "revision", "user"], name="peer_review_approve_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state_id} {self.at:%Y-%m-%d}"
