"""Wiring into Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def name_what_organisations_do(actions: LogActionRegistry) -> None:
    """Say in the history of an activity what its organisation changed or answered by itself."""
    changed = _("Changed by the organisation itself")
    actions.register_action("knowledge.own_facts", changed, changed)
    answered = _("Yearly check answered")
    actions.register_action("knowledge.yearly_check", answered, answered)
    handled = _("Answer to the yearly check dealt with")
    actions.register_action("knowledge.check_handled", handled, handled)
