"""Organisations that take part, and the neighbourhoods of the city."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from cms.models.vocabulary import VocabularyEntry
from network.enums import Background, Consent


@register_snippet
class Neighbourhood(VocabularyEntry):
    """A part of the city, as people call it."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")


@register_snippet
class Organisation(models.Model):
    """An organisation, initiative or company in the network."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Never change this later on."))
    name = models.CharField(_("name"), max_length=150, help_text=_("As people know it."))
    background = models.CharField(
        _("background"),
        max_length=20,
        choices=Background,
        default=Background.OTHER,
        help_text=_("What describes it best?"),
    )
    description = models.TextField(
        _("what it does"),
        blank=True,
        help_text=_("For whom is it there, and what does it do? Two or three sentences."),
    )
    neighbourhoods = models.ManyToManyField(
        Neighbourhood,
        verbose_name=_("neighbourhoods"),
        blank=True,
        related_name="organisations",
        help_text=_("Where it works. Leave empty for the whole city."),
    )
    website = models.URLField(_("website"), blank=True, help_text=_("With https:// in front."))
    phone = models.CharField(
        _("phone number"),
        max_length=40,
        blank=True,
        help_text=_("A general number, not that of one person."),
    )
    phone_consent = models.CharField(
        _("who may see the phone number"),
        max_length=10,
        choices=Consent,
        default=Consent.PUBLIC,
    )
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("An address that several people read.")
    )
    email_consent = models.CharField(
        _("who may see the e-mail address"),
        max_length=10,
        choices=Consent,
        default=Consent.PUBLIC,
    )
    offers = models.TextField(_("offers"), blank=True, help_text=_("What others may ask it for."))
    seeks = models.TextField(_("seeks"), blank=True, help_text=_("What it could use."))

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("code"), FieldPanel("background")],
            heading=_("Who"),
        ),
        FieldPanel("description"),
        FieldPanel("neighbourhoods"),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("website", "phone", "phone_consent")),
                *(FieldPanel(name) for name in ("email", "email_consent")),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel([FieldPanel("offers"), FieldPanel("seeks")], heading=_("Working together")),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
