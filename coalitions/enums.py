"""Fixed vocabularies of coalitions, calls and action plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CoalitionStatus(models.TextChoices):
    """How far a coalition is."""

    FORMING = "forming", _("Forming")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")


# Somebody is expected to tell how it goes.
AT_WORK = frozenset({CoalitionStatus.FORMING, CoalitionStatus.ACTIVE})


class Visibility(models.TextChoices):
    """Who may read something that a coalition writes."""

    PUBLIC = "public", _("Everybody")
    NETWORK = "network", _("Members of the network")
    COALITION = "coalition", _("Only this coalition")


class CallKind(models.TextChoices):
    """Whether something is sought or asked."""

    CALL = "call", _("Call")
    QUESTION = "question", _("Question")


class CallState(models.TextChoices):
    """What became of a call or a question."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Somebody may still answer.
ANSWERABLE = frozenset({CallState.OPEN, CallState.ANSWERED})


class ActionLevel(models.TextChoices):
    """At which level an action works (the action plan's own three)."""

    EXECUTION = "execution", _("Carrying out")
    ORGANISATION = "organisation", _("Organising")
    VISION = "vision", _("Vision")


class ActionScale(models.TextChoices):
    """For how much of the city an action is."""

    CITY = "city", _("The whole city")
    NEIGHBOURHOOD = "neighbourhood", _("A neighbourhood")


class ActionState(models.TextChoices):
    """How far an action is."""

    OPEN = "open", _("Not started")
    STARTED = "started", _("Started")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Will not happen")


# Somebody still has to do something.
TO_DO = frozenset({ActionState.OPEN, ActionState.STARTED})
