"""Calls and questions: what somebody seeks or asks, and who answered."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.enums import ANSWERABLE, CallKind, CallState, Visibility
from coalitions.models.coalition import Coalition
from coalitions.models.update import ProgressUpdate, readable_by


class CallQuerySet(models.QuerySet["Call"]):
    """Calls and questions by who reads them and what became of them."""

    def for_reader(self, user: Any) -> Self:
        """Keep what this account, or a visitor, may read."""
        return self.filter(readable_by(user)).exclude(state=CallState.WITHDRAWN)

    def answerable(self, today: date) -> Self:
        """Keep what somebody may still answer."""
        in_time = Q(until=None) | Q(until__gte=today)
        return self.filter(in_time, state__in=ANSWERABLE)

    def unanswered(self, today: date) -> Self:
        """Keep what is open without an answer, who waits longest first."""
        open_ones = self.answerable(today).filter(state=CallState.OPEN)
        return open_ones.order_by("created_at", "pk")


class Call(models.Model):
    """One line that says what is sought or asked. A question stays open until it is answered."""

    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CallKind, default=CallKind.CALL)
    line = models.CharField(_("what you seek or ask"), max_length=200)
    details = models.TextField(_("more about it"), max_length=2000, blank=True)
    # In which it was written: it is shown untranslated in the other one.
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    until = models.DateField(_("until when"), null=True, blank=True)
    visibility = models.CharField(
        _("who may read this"), max_length=20, choices=Visibility, default=Visibility.NETWORK
    )
    theme = models.ForeignKey(
        "knowledge.Theme",
        verbose_name=_("theme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )
    neighbourhood = models.ForeignKey(
        "network.Neighbourhood",
        verbose_name=_("neighbourhood"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )
    coalition = models.ForeignKey(
        Coalition,
        verbose_name=_("coalition"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )
    from_update = models.ForeignKey(
        ProgressUpdate, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls"
    )
    # Where it was brought in, such as a gathering or a consultation in a neighbourhood.
    occasion = models.CharField(_("brought in at"), max_length=150, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )
    state = models.CharField(
        _("state"), max_length=10, choices=CallState, default=CallState.OPEN, db_index=True
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # When members were told whom it suits; once.
    matched_at = models.DateTimeField(null=True, blank=True, editable=False)
    thanks = models.CharField(_("word of thanks"), max_length=500, blank=True)
    lesson = models.ForeignKey(
        "knowledge.Lesson",
        verbose_name=_("lesson it became"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
    )

    objects: ClassVar[Any] = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call or question")
        verbose_name_plural = _("calls and questions")

    def __str__(self) -> str:
        return self.line

    @property
    def is_answerable(self) -> bool:
        """Whether somebody may still answer."""
        in_time = self.until is None or self.until >= timezone.localdate()
        return in_time and self.state in ANSWERABLE

    @property
    def ran_out(self) -> bool:
        """Whether it closed by itself, because its last day had passed."""
        if self.until is None or self.state == CallState.WITHDRAWN:
            return False
        end = timezone.localdate(self.closed_at) if self.closed_at else timezone.localdate()
        return self.until < end


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers by whether they are shown."""

    def shown(self) -> Self:
        """Keep what is confirmed and was not withdrawn, in the order in which it came."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at=None).order_by(
            "created_at", "pk"
        )


class Answer(models.Model):
    """What a member answered, or somebody from outside after confirming their address."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="answers")
    key = models.UUIDField(unique=True, editable=False)
    text = models.TextField(_("your answer"), max_length=2000)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
    )
    organisation = models.ForeignKey(
        "network.Organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
    )
    # Only of who has no account: how they want to be called, and where they can be reached.
    name = models.CharField(_("your name"), max_length=100, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.text[:80]
