"""The check of translations as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="translation_check",
    label=_("Check of the translation"),
    version="1.0",
    tasks=["translation_check.TranslationCheck"],
)
