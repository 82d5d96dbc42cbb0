"""The ground floor as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Listen for what must follow from a change; register duties and what a bundle may hold."""
        import_module("cms.signals")
        import_module("cms.generation")
        import_module("cms.tasks")
        import_module("cms.checks")
        import_module("cms.privacy.own")
        import_module("cms.privacy.receivers")
        import_module("cms.bundle.own_codecs")
        import_module("cms.mailing.tasks")
        import_module("cms.mailing.desk")
        import_module("cms.mailing.privacy")
        import_module("cms.notices.following")
        import_module("cms.notices.tasks")
        import_module("cms.notices.privacy")
        import_module("cms.suggestions.applying")
        import_module("cms.suggestions.privacy")
        import_module("cms.suggestions.tools")
        import_module("cms.suggestions.lapsing")
        import_module("cms.suggestions.desk")
        import_module("cms.history.log_actions")
        import_module("cms.history.privacy")
        import_module("cms.history.services")
        import_module("cms.history.tools")
        import_module("cms.translations.sources")
        import_module("cms.translations.table")
        import_module("cms.comments.notices")
        import_module("cms.comments.panels")
        import_module("cms.comments.privacy")
        import_module("cms.care.desk")
        import_module("cms.care.tools")
