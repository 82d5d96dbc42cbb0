"""How the network can be reached, and which pages the header always shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet


@register_snippet
class ContactPoint(TranslatableMixin, models.Model):
    """A phone number with its hours, in one language (schema.org ContactPoint)."""

    name = models.CharField(
        _("name"), max_length=100, help_text=_("Who answers? Such as “Network office”.")
    )
    phone = models.CharField(
        _("phone number"),
        max_length=40,
        blank=True,
        help_text=_("As people dial it, such as 030 123 45 67."),
    )
    hours = models.CharField(
        _("when somebody answers"),
        max_length=200,
        blank=True,
        help_text=_("Such as “on weekdays from 9 to 17”."),
    )
    email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("An address that several people read.")
    )

    panels = [FieldPanel("name"), FieldPanel("phone"), FieldPanel("hours"), FieldPanel("email")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("contact point")
        verbose_name_plural = _("contact points")

    def __str__(self) -> str:
        return self.name


@register_setting(icon="site")
class NavigationSettings(BaseSiteSetting):
    """What every page shows beside the menu."""

    worry_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page “Worried about somebody?”"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The button at the top of every page leads here. Without a page there is no button."
        ),
    )
    join_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page “I want to take part”"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The way in on the home page leads here. Without a page it is not shown."),
    )
    contact = models.ForeignKey(
        ContactPoint,
        verbose_name=_("contact point on every page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("This phone number is on every page, for who would rather call."),
    )

    class Meta:
        verbose_name = _("navigation")
