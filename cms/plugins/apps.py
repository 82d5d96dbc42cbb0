"""Plugins as a Django application: the last one, so that everything is there to register with."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PluginsConfig(AppConfig):
    name = "cms.plugins"
    label = "plugins"
    verbose_name = _("Plugins")

    def ready(self) -> None:
        """Load every plugin; make the default workflows when the tables are there."""
        import_module("cms.plugins.notices")
        import_module("cms.plugins.signals")
        import_module("cms.plugins.waiting")
        import_module("cms.plugins.tasks")
        import_module("cms.plugins.checks")
        loading = import_module("cms.plugins.loading")
        loading.load(settings.PLUGINS)
        defaults = import_module("cms.plugins.defaults")
        post_migrate.connect(defaults.make, sender=self, dispatch_uid="cms.plugins.defaults")
        import_module("cms.plugins.silence")
