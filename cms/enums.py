"""Choices that every floor may need."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    """A yes-or-no fact that nobody may have asked about yet."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class ErasedBy(StrEnum):
    """Who asked for an erasure; told in the log, kept nowhere."""

    OWNER = "its owner"
    ADMINISTRATOR = "an administrator"
    REPLAY = "the replay after a restore"
