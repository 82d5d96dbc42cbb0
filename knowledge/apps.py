"""The knowledge floor as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_BROUGHT = (
    "codecs",
    "contributing.panels",
    "contributing.reads",
    "documents",
    "feeds",
    "following",
    "panels",
    "permissions",
    "privacy",
    "own_facts.notices",
    "own_facts.panels",
    "own_facts.tools",
    "roles",
    "reads.pages",
    "trials.codecs",
    "trials.panels",
    "reads.lists",
    "reads.home",
    "editing.actions",
    "editing.lists",
    "yearly_check.desk",
    "yearly_check.tasks",
    "workflows",
)


class KnowledgeConfig(AppConfig):
    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        """Register what this floor brings to the floors below."""
        for module in _BROUGHT:
            import_module(f"{self.name}.{module}")
