"""Fixed vocabularies of what the network knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gradation(models.TextChoices):
    """How lonely the people are whom something is for (the evaluation, chapter 7)."""

    PREVENTION = "prevention", _("Prevention")
    INCREASED_RISK = "increased_risk", _("Increased risk of loneliness")
    MILD = "mild", _("Sometimes lonely")
    SEVERE = "severe", _("Very lonely")
    SIGNALLING = "signalling", _("Noticing and talking about it")
    TUNING = "tuning", _("Working together")


# The two that did not fit the evaluation's table: they make the others possible.
ENABLING_GRADATIONS = frozenset({Gradation.SIGNALLING, Gradation.TUNING})


class LonelinessForm(models.TextChoices):
    """What somebody misses."""

    EMOTIONAL = "emotional", _("Emotional: missing a close bond")
    SOCIAL = "social", _("Social: missing people around you")
    EXISTENTIAL = "existential", _("Existential: missing meaning")


class Cause(models.TextChoices):
    """Where loneliness comes from."""

    INDIVIDUAL = "individual", _("In the person")
    NETWORK_CHANGE = "network_change", _("A change in the people around somebody")
    SOCIETAL = "societal", _("In society")


class RiskTheme(models.TextChoices):
    """What makes loneliness more likely (the informal care network's four themes)."""

    POVERTY = "poverty", _("Poverty")
    SKILLS = "skills", _("Lack of social, language or digital skills")
    LOSS = "loss", _("Loss")
    MOBILITY = "mobility", _("Getting about")


class WorkingElement(models.TextChoices):
    """What makes something work (after Bouwman and Van Tilburg)."""

    ACTIVITIES = "activities", _("Doing things together")
    MEETING = "meeting", _("Meeting")
    PRACTICAL_SUPPORT = "practical_support", _("Practical support")
    MEANINGFUL_CONTACT = "meaningful_contact", _("Meaningful contact")
    SOCIAL_SKILLS = "social_skills", _("Social skills")
    REALISTIC_EXPECTATIONS = "realistic_expectations", _("Realistic expectations")
    MEANINGFUL_ROLE = "meaningful_role", _("A meaningful role")


class EvidenceLevel(models.TextChoices):
    """A recognition given by somebody else, or a local rung; we only record it."""

    OWN_EXPERIENCE = "own_experience", _("Own experience")
    EVALUATED_LOCALLY = "evaluated_locally", _("Evaluated locally")
    WELL_DESCRIBED = "well_described", _("Well described")
    WELL_UNDERPINNED = "well_underpinned", _("Well substantiated (I)")
    FIRST_INDICATIONS = "first_indications", _("Effective according to first indications (II)")
    GOOD_INDICATIONS = "good_indications", _("Effective according to good indications (III)")
    STRONG_INDICATIONS = "strong_indications", _("Effective according to strong indications (IV)")
    NOT_EFFECTIVE = "not_effective", _("Found not effective")


class Cost(models.TextChoices):
    """First headline, what it costs."""

    UNKNOWN = "unknown", _("We do not know what it costs")
    LOW = "low", _("It costs little")
    MODERATE = "moderate", _("It costs some money or time")
    HIGH = "high", _("It costs a lot of money or time")


class Plausibility(models.TextChoices):
    """Second headline, whether it helps."""

    UNKNOWN = "unknown", _("We do not know whether it helps")
    UNLIKELY = "unlikely", _("It probably does not help by itself")
    CONDITIONAL = "conditional", _("It can help, if the conditions are met")
    LIKELY = "likely", _("It probably helps")


class Certainty(models.TextChoices):
    """Third headline, how sure we are."""

    UNKNOWN = "unknown", _("We do not know how sure this is")
    EXPERIENCE = "experience", _("This comes from experience only")
    LIMITED = "limited", _("There is some research")
    SOLID = "solid", _("There is solid research")


class Verdict(models.TextChoices):
    """What a lesson says."""

    WORKS = "works", _("Works")
    WORKS_IF = "works_if", _("Works if")
    DID_NOT_WORK = "did_not_work", _("Did not work")
    OPEN = "open", _("Open question")


class Voice(models.TextChoices):
    """Who says so."""

    PARTICIPANT = "participant", _("Participant")
    EXPERT_BY_EXPERIENCE = "expert_by_experience", _("Expert by experience")
    VOLUNTEER = "volunteer", _("Volunteer")
    PROFESSIONAL = "professional", _("Professional")
    RESEARCH = "research", _("Research")


class Stance(models.TextChoices):
    """What a lesson does to a piece of guidance."""

    SUPPORTS = "supports", _("Supports")
    WEAKENS = "weakens", _("Weakens")


class ActivityStatus(models.TextChoices):
    """How far an activity is."""

    EXPLORING = "exploring", _("Being explored")
    STARTING = "starting", _("Starting")
    PILOT = "pilot", _("Pilot")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")


class Price(models.TextChoices):
    """What taking part costs."""

    FREE = "free", _("Free")
    CONTRIBUTION = "contribution", _("A small contribution")
    PAID = "paid", _("Paid")
    UNKNOWN = "unknown", _("Not known")


class Completeness(models.TextChoices):
    """How much of a practice has been written down; derived, never stored."""

    STUB = "stub", _("Only a start")
    PARTIAL = "partial", _("Partly described")
    COMPLETE = "complete", _("Fully described")


class TrialOutcome(models.TextChoices):
    """How it went where somebody tried what a page describes."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")
    UNCLEAR = "unclear", _("Too early to say")


class CheckAnswer(models.TextChoices):
    """What an organisation says about its own activity once a year."""

    RIGHT = "right", _("It is right")
    CHANGED = "changed", _("Something changed")
    GONE = "gone", _("It no longer exists")


class PhotoConsent(models.TextChoices):
    """What whoever adds a photo says about the people on it."""

    NOBODY = "nobody", _("Nobody can be recognised on it")
    AGREED = "agreed", _("Everybody on it agreed that it is on the site")
