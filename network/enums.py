"""Fixed vocabularies of the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Background(models.TextChoices):
    """Where a member or an organisation comes from (the evaluation's table 2)."""

    RESIDENTS = "residents", _("Residents")
    GOVERNMENT = "government", _("Government")
    CARE = "care", _("Care and welfare")
    BUSINESS = "business", _("Business")
    HOUSING = "housing", _("Housing corporations")
    KNOWLEDGE = "knowledge", _("Knowledge and training")
    CULTURE = "culture", _("Culture")
    RELIGION = "religion", _("Religion")
    EDUCATION = "education", _("Education")
    SPORT = "sport", _("Sport")
    OTHER = "other", _("Other")


class Consent(models.TextChoices):
    """Who may see one way to reach somebody."""

    PUBLIC = "public", _("Everybody")
    NETWORK = "network", _("Members of the network")
    NOBODY = "nobody", _("Nobody")


class ApplicationState(models.TextChoices):
    """How far somebody is who asked to take part."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class PledgeState(models.TextChoices):
    """What became of a promise."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Done")
    LET_GO = "let_go", _("Let go")


class Role(models.TextChoices):
    """What somebody may do; each role is a group with this code as its name."""

    MEMBER = "member", _("Member")
    LEAD = "lead", _("Coalition lead")
    ORGANISER = "organiser", _("Organiser")
    COORDINATOR = "coordinator", _("Coordinator")
    ADVISER = "adviser", _("Adviser")
    EDITOR = "editor", _("Knowledge editor")
    TRANSLATOR = "translator", _("Translator")
    ADMINISTRATOR = "administrator", _("Administrator")


ADMIN_ROLES = frozenset({Role.COORDINATOR, Role.EDITOR, Role.TRANSLATOR, Role.ADMINISTRATOR})
