"""Registrations: who comes, who waits, and what they chose and answered."""

import secrets
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.enums import (
    HOLDING,
    STANDING,
    LinkPurpose,
    QuestionKind,
    RegistrationSource,
    RegistrationStatus,
)
from events.models.event import Event
from events.models.programme import Session, Slot

# Without letters and digits that are taken for each other when read aloud.
CODE_ALPHABET = "ACDEFHJKLMNPRTUVWXY34679"
CODE_LENGTH = 6


def new_code() -> str:
    """Return the code with which somebody is found at the door."""
    return "".join(secrets.choice(CODE_ALPHABET) for _each in range(CODE_LENGTH))


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by how they stand."""

    def standing(self) -> Self:
        """Leave out what was cancelled or has expired."""
        return self.filter(status__in=STANDING)

    def taking_a_place(self, now: datetime) -> Self:
        """Keep who has a place, and who keeps one for a while."""
        holding = Q(status__in=HOLDING, hold_until__gt=now)
        return self.filter(Q(status=RegistrationStatus.REGISTERED) | holding)

    def waiting(self) -> Self:
        """Keep who waits, the first first. Somebody's position is their place in this list."""
        return self.filter(status=RegistrationStatus.WAITLISTED).order_by("queue_number")

    def lapsed(self, now: datetime) -> Self:
        """Keep what was held or offered until a moment that has passed."""
        return self.filter(status__in=HOLDING, hold_until__lte=now)


class Registration(models.Model):
    """Somebody comes, or wants to: a member, or whoever left a name with a way to reach them."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="registrations"
    )
    # Made with the form: the same key twice is the same registration.
    key = models.UUIDField(unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    # In lower case. Empty for a member, whose account has it, and for who has only a phone.
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
    )
    organisation_text = models.CharField(_("organisation, in words"), max_length=150, blank=True)
    status = models.CharField(
        _("state"), max_length=20, choices=RegistrationStatus, default=RegistrationStatus.REGISTERED
    )
    # From the event's counter; none while an address waits to be confirmed without a place.
    queue_number = models.PositiveIntegerField(null=True, blank=True, editable=False)
    hold_until = models.DateTimeField(null=True, blank=True, editable=False)
    source = models.CharField(
        _("made by"), max_length=20, choices=RegistrationSource, default=RegistrationSource.PUBLIC
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    calendar_uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    # Said at the door, or read from the mail by a phone. It opens nothing by itself.
    code = models.CharField(_("code"), max_length=6, default=new_code, editable=False)
    # Rises when what their calendar must hear of is theirs alone, such as another session.
    calendar_changes = models.PositiveIntegerField(default=0, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        indexes = [models.Index(fields=["event", "status"], name="registrations_of_event")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(status__in=sorted(STANDING)) & ~Q(email=""),
                name="registered_once_by_address",
            ),
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(status__in=sorted(STANDING)),
                name="registered_once_by_account",
            ),
            models.UniqueConstraint(
                fields=["event", "queue_number"], name="a_queue_number_once_in_an_event"
            ),
            models.UniqueConstraint(fields=["event", "code"], name="a_code_once_in_an_event"),
        ]

    def __str__(self) -> str:
        return self.called

    @property
    def stands(self) -> bool:
        """Whether somebody comes, waits or is asked."""
        return self.status in STANDING

    @property
    def called(self) -> str:
        """How somebody is called on a list."""
        return (self.user.name if self.user else "") or self.name

    @property
    def address(self) -> str:
        """Where mail for this registration goes; empty for who has only a phone."""
        return (self.user.email if self.user else "") or self.email


class Link(models.Model):
    """A link in a mail, for one purpose. The token itself is in the mail and nowhere else."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=LinkPurpose)
    # SHA-256 of the token, in hexadecimal.
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("link in a mail")
        verbose_name_plural = _("links in mails")

    def __str__(self) -> str:
        return f"{self.purpose} {self.registration_id}"


class SessionChoice(models.Model):
    """To which session somebody goes in a round."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="choices")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="choices")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="choices")

    class Meta:
        verbose_name = _("chosen session")
        verbose_name_plural = _("chosen sessions")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "slot"], name="one_session_in_each_round"
            )
        ]

    def __str__(self) -> str:
        return str(self.session)


class Question(models.Model):
    """Something an organiser asks with the registration, such as what somebody cannot eat."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")
    text_nl = models.CharField(_("question in Dutch"), max_length=200)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    kind = models.CharField(
        _("how it is answered"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    options = models.TextField(_("answers to choose from"), blank=True, help_text=_("One a line."))
    is_required = models.BooleanField(_("must be answered"), default=False)
    retention_days = models.PositiveIntegerField(
        _("forget the answers after so many days"),
        default=7,
        help_text=_("Counted from the end of the event."),
    )

    class Meta:
        verbose_name = _("question with the registration")
        verbose_name_plural = _("questions with the registration")
        ordering = ["pk"]

    def __str__(self) -> str:
        return (get_language() == "en" and self.text_en) or self.text_nl


class QuestionAnswer(models.Model):
    """What somebody answered to a question with the registration."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("answer with the registration")
        verbose_name_plural = _("answers with the registration")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_to_each_question"
            )
        ]

    def __str__(self) -> str:
        return self.text


class CheckIn(models.Model):
    """That somebody came, to the event or to one of its sessions."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="check_ins"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="check_ins"
    )
    at = models.DateTimeField(default=timezone.now)
    # Made by the phone at the door: sent again after a dropped connection it is the same one.
    client_id = models.UUIDField(unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(session=None),
                name="checked_in_once_at_the_door",
            ),
            models.UniqueConstraint(
                fields=["registration", "session"],
                condition=Q(session__isnull=False),
                name="checked_in_once_at_a_session",
            ),
        ]

    def __str__(self) -> str:
        return str(self.registration)
