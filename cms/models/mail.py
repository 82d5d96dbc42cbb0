"""Mail that waits to be sent: written with the change it tells about, sent by the worker."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What a mail says, as it is when nothing of that is kept. A header may hold the link with which
# its recipient stops all mail.
EMPTY: dict[str, Any] = {"text": "", "html": "", "headers": {}, "attachments": []}


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Mail by where it stands."""

    def waiting(self) -> Self:
        """Keep what has to be sent yet."""
        return self.filter(sent_at=None, failed_at=None)

    def due(self, now: datetime) -> Self:
        """Keep what may be sent now, and is not being sent or put off by anybody."""
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.waiting().filter(free, due_at__lte=now).order_by("due_at", "pk")

    def sent(self) -> Self:
        """Keep what left."""
        return self.filter(sent_at__isnull=False)

    def with_content(self) -> Self:
        """Keep what still says something."""
        return self.exclude(**EMPTY)

    def finished_before(self, moment: datetime) -> Self:
        """Keep what was sent or given up before `moment`."""
        return self.filter(Q(sent_at__lt=moment) | Q(sent_at=None, failed_at__lt=moment))

    def to_account(self, user: Any) -> Self:
        """Keep the mail to an account, also what was written to its address before it existed."""
        return self.filter(Q(recipient=user) | Q(to__iexact=user.email))

    def held_up(self) -> Self:
        """Keep what should have left an hour ago; oldest first."""
        late = timezone.now() - timedelta(hours=1)
        return self.waiting().filter(due_at__lte=late).order_by("due_at", "pk")

    def given_up(self) -> Self:
        """Keep what was refused, or could not be delivered for too long; oldest first."""
        return self.filter(sent_at=None, failed_at__isnull=False).order_by("failed_at", "pk")


OutgoingMailManager = models.Manager.from_queryset(OutgoingMailQuerySet)


class OutgoingMail(models.Model):
    """One message to one address, from the moment it is due until it is sent or given up."""

    # A second message with the same key is not written: what is repeated is told once.
    key = models.CharField(_("key"), max_length=200, unique=True, null=True, blank=True)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recipient"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    to = models.EmailField(_("e-mail address"))
    kind = models.CharField(_("kind"), max_length=50)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict)
    # Each with a name, a type and its content in base64.
    attachments = models.JSONField(_("attachments"), default=list)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    due_at = models.DateTimeField(_("not before"), default=timezone.now)
    # While it is being sent, and after an attempt that failed until the next one.
    claimed_until = models.DateTimeField(_("being sent until"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    error = models.CharField(_("last answer of the mail server"), max_length=500, blank=True)

    objects: ClassVar[OutgoingMailQuerySet] = OutgoingMailManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(sent_at=None, failed_at=None),
                name="cms_outgoingmail_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class WeeklyRound(models.Model):
    """The weekly mail of this week was written to everybody who gets one."""

    # As in 2026-W47.
    week = models.CharField(_("week"), max_length=8, primary_key=True)
    finished_at = models.DateTimeField(_("finished at"), default=timezone.now)

    class Meta:
        verbose_name = _("weekly round of mail")
        verbose_name_plural = _("weekly rounds of mail")

    def __str__(self) -> str:
        return self.week
