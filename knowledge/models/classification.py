"""The vocabularies by which activities, practices and guidance are found."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.fields import CodesField
from knowledge.enums import Cause, Gradation, LonelinessForm, RiskTheme, WorkingElement
from knowledge.models.links import LINK_PANELS


class Classified(models.Model):
    """For whom something is, and by which working elements; a mixin for pages."""

    gradations = CodesField(_("how lonely"), vocabulary=Gradation)
    forms = CodesField(_("forms of loneliness"), vocabulary=LonelinessForm)
    causes = CodesField(_("causes"), vocabulary=Cause)
    risk_themes = CodesField(_("what raises the risk"), vocabulary=RiskTheme)
    working_elements = CodesField(_("working elements"), vocabulary=WorkingElement)
    target_groups = ParentalManyToManyField(
        "knowledge.TargetGroup",
        verbose_name=_("target groups"),
        blank=True,
        related_name="%(class)s_set",
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
                FieldPanel("gradations"),
                FieldPanel("target_groups"),
                FieldPanel("neighbourhoods"),
                FieldPanel("working_elements"),
                FieldPanel("forms"),
                FieldPanel("causes"),
                FieldPanel("risk_themes"),
            ],
            heading=_("Where it belongs"),
            help_text=_("People find the page by these. Leave open what you do not know."),
        ),
        *LINK_PANELS,
    ]

    class Meta:
        abstract = True
