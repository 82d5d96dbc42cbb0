"""Wiring of events into Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from events.services.desk import LOOKED, MAILED, TAKEN_OUT


@hooks.register("register_log_actions")
def name_looks_at_registrations(actions: LogActionRegistry) -> None:
    """Say who saw, took out or wrote to the people who come to an event."""
    for action, label in (
        (LOOKED, _("Registrations looked at")),
        (TAKEN_OUT, _("Registrations taken out")),
        (MAILED, _("Mail to who is registered")),
    ):
        actions.register_action(action, label, label)
