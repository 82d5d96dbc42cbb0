"""The vocabularies by which activities, practices and guidance are found."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import MultiFieldPanel

from cms.facts import FactPanel
from cms.fields import CodesField
from knowledge.enums import Cause, Gradation, LonelinessForm, RiskTheme, WorkingElement
from knowledge.models.links import LINK_PANELS


class Classified(models.Model):
    """For whom something is, and by which working elements; a mixin for pages."""

    gradations = CodesField(
        _("how lonely"),
        vocabulary=Gradation,
        help_text=_("How lonely are the people it is for? You may choose more than one."),
    )
    forms = CodesField(
        _("forms of loneliness"),
        vocabulary=LonelinessForm,
        help_text=_("What do the people it is for miss?"),
    )
    causes = CodesField(
        _("causes"),
        vocabulary=Cause,
        help_text=_("Where does the loneliness come from that it does something about?"),
    )
    risk_themes = CodesField(
        _("what raises the risk"),
        vocabulary=RiskTheme,
        help_text=_("Is it for people to whom one of these applies?"),
    )
    working_elements = CodesField(
        _("working elements"),
        vocabulary=WorkingElement,
        help_text=_(
            "What makes it help? Choose what it really rests on, not all that happens there."
        ),
    )
    target_groups = ParentalManyToManyField(
        "knowledge.TargetGroup",
        verbose_name=_("target groups"),
        blank=True,
        related_name="%(class)s_set",
        help_text=_("For whom is it meant in the first place? Leave empty if it is for everybody."),
    )
    neighbourhoods = ParentalManyToManyField(
        "network.Neighbourhood",
        verbose_name=_("neighbourhoods"),
        blank=True,
        related_name="%(class)s_set",
        help_text=_("Leave empty for the whole city."),
    )

    classification_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FactPanel("gradations"),
                FactPanel("target_groups"),
                FactPanel("neighbourhoods"),
                FactPanel("working_elements"),
                FactPanel("forms"),
                FactPanel("causes"),
                FactPanel("risk_themes"),
            ],
            heading=_("Where it belongs"),
            help_text=_("People find the page by these. Leave open what you do not know."),
        ),
        *LINK_PANELS,
    ]

    class Meta:
        abstract = True
