"""The events floor as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_BROUGHT = (
    "codecs.events",
    "codecs.reports",
    "documents.pages",
    "feeds",
    "following",
    "privacy",
    "reviewing",
    "tasks",
    "desk.activities",
    "roles",
    "signals",
    "reads.mine",
    "reads.agenda",
    "reads.events",
    "reads.panels",
    "reads.figures",
    "reads.reports",
    "reads.report_panels",
    "reads.since_last",
    "moments",
    "desk.reports",
    "documents.findings",
)


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Register what this floor brings to the floors below."""
        for module in _BROUGHT:
            import_module(f"{self.name}.{module}")
