"""Fixed vocabularies of events and registrations. Terms of schema.org and RFC 5545."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What sort of event it is."""

    GATHERING = "gathering", _("Gathering")
    TRAINING = "training", _("Training")
    CAMPAIGN = "campaign", _("Campaign week")
    CAMPAIGN_ACTIVITY = "campaign_activity", _("Activity in a campaign week")


class EventStatus(models.TextChoices):
    """Whether it goes on as announced (schema.org `eventStatus`)."""

    SCHEDULED = "scheduled", _("Goes on")
    RESCHEDULED = "rescheduled", _("Moved to another time")
    POSTPONED = "postponed", _("Put off")
    CANCELLED = "cancelled", _("Called off")


# Somebody may come on the day that is named.
GOES_ON = frozenset({EventStatus.SCHEDULED, EventStatus.RESCHEDULED})


class AttendanceMode(models.TextChoices):
    """Where people take part (schema.org `eventAttendanceMode`)."""

    PLACE = "place", _("At a place")
    ONLINE = "online", _("Online")
    BOTH = "both", _("At a place and online")


class Promotion(models.TextChoices):
    """What becomes of a place that is free while somebody waits."""

    AT_ONCE = "at_once", _("The next one gets it, until two days before; then it is offered")
    OFFER = "offer", _("It is offered to the next one")
    BY_HAND = "by_hand", _("The organiser decides")


class RegistrationStatus(models.TextChoices):
    """How a registration stands."""

    UNCONFIRMED = "unconfirmed", _("Waits for a click in the mail")
    REGISTERED = "registered", _("Registered")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Is offered a place")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


# Of these somebody has at most one for each event.
STANDING = frozenset(
    {
        RegistrationStatus.UNCONFIRMED,
        RegistrationStatus.REGISTERED,
        RegistrationStatus.WAITLISTED,
        RegistrationStatus.OFFERED,
    }
)
# These keep a place for a while, until `hold_until`.
HOLDING = frozenset({RegistrationStatus.UNCONFIRMED, RegistrationStatus.OFFERED})


class RegistrationSource(models.TextChoices):
    """Who made a registration."""

    MEMBER = "member", _("A member, signed in")
    PUBLIC = "public", _("Somebody without an account")
    ORGANISER = "organiser", _("The organiser, for somebody who called")
    WALK_IN = "walk_in", _("At the door")


class QuestionKind(models.TextChoices):
    """How a question with the registration is answered."""

    TEXT = "text", _("A few words")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several answers")


class LinkPurpose(models.TextChoices):
    """What a link in a mail is for; each has a token of its own."""

    CONFIRM = "confirm", _("Confirm")
    MANAGE = "manage", _("Change or cancel")
    OFFER = "offer", _("Take a place that is offered")


class FindingKind(models.TextChoices):
    """What a finding of a gathering is."""

    LESSON = "lesson", _("Lesson")
    QUESTION = "question", _("Question")
    PROMISE = "promise", _("Promise")
    CHALLENGE = "challenge", _("Challenge")
    OPPORTUNITY = "opportunity", _("Opportunity")
    WORKING_ELEMENT = "working_element", _("What works")
    WHO_DOES_WHAT = "who_does_what", _("Who does what")
    IMPROVEMENT = "improvement", _("What can be better")


class PromiseState(models.TextChoices):
    """What became of a promise that was made at a gathering."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    DROPPED = "dropped", _("Taken back")


class MailKind(models.TextChoices):
    """The mails of an event whose words its organiser can change."""

    CONFIRM = "confirm", _("Confirm your address")
    REGISTERED = "registered", _("You are registered")
    WAITLISTED = "waitlisted", _("You are on the waiting list")
    PROMOTED = "promoted", _("There is a place for you")
    OFFERED = "offered", _("A place is offered to you")
    CHANGED = "changed", _("Your registration was changed")
    CANCELLED = "cancelled", _("You are no longer registered")
    MOVED = "moved", _("The event was changed")
    CALLED_OFF = "called_off", _("The event is called off")
    PUT_OFF = "put_off", _("The event is put off")
    REMINDER = "reminder", _("Reminder")
    SURVEY = "survey", _("How was it?")
    REPORT = "report", _("The report is there")
