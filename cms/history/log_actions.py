"""What the log calls what is done with versions of a page and with who looks after it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name our actions in Wagtail's log."""
    for name, label in {
        "cms.hide_version": _("Earlier version hidden from the history"),
        "cms.change_note": _("Said why it changed"),
        "cms.hand_over": _("Given to somebody else to look after"),
        "cms.plan_review": _("Day of review set"),
    }.items():
        actions.register_action(name, label, label)
