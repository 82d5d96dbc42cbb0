"""What the log calls what is done with versions of a page and with who looks after it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name our actions in Wagtail's log."""
    actions.register_action(
        "cms.hide_version", _("Hide a version"), _("Hid an earlier version from the history")
    )
