"""The coalitions floor as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_BROUGHT = (
    "codecs",
    "permissions",
    "reviewing",
    "documents",
    "privacy",
    "call_documents",
    "update_documents",
    "action_documents",
    "desk",
    "tasks",
    "reads.calls",
    "services.call_notices",
    "reads.coalitions",
    "reads.lists",
    "reads.home",
    "reads.mine",
    "feeds",
    "following",
    "roles",
    "signals",
    "funding",
    "services.coalitions",
    "services.closing",
    "services.update_notices",
)


class CoalitionsConfig(AppConfig):
    name = "coalitions"
    verbose_name = _("Coalitions")

    def ready(self) -> None:
        """Register what this floor brings to the floors below."""
        for module in _BROUGHT:
            import_module(f"{self.name}.{module}")
