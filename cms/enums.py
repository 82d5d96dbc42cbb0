"""Choices that every floor may need."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """A yes-or-no fact that nobody may have asked about yet."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class SuggestionState(models.TextChoices):
    """How far a suggestion came."""

    UNCONFIRMED = "unconfirmed", _("Waits for a confirmed e-mail address")
    WAITING = "waiting", _("Waits for a reviewer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Closed: nobody looked at it in time")


class ChangeKind(models.TextChoices):
    """By which way a published page changed."""

    EDITED = "edited", _("Changed")
    SUGGESTED = "suggested", _("Suggestion accepted")
    OWN_FACTS = "own_facts", _("Changed by the organisation itself")
    UNDONE = "undone", _("Undone")
    RESTORED = "restored", _("Earlier version put back")
    CONFIRMED = "confirmed", _("Found to be still correct")


class ErasedBy(StrEnum):
    """Who asked for an erasure; told in the log, kept nowhere."""

    OWNER = "its owner"
    ADMINISTRATOR = "an administrator"
    REPLAY = "the replay after a restore"
