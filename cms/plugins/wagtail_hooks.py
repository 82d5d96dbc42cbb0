"""Wiring into Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.plugins.logs import APPROVAL, LABEL


@hooks.register("register_log_actions")
def name_approvals(actions: LogActionRegistry) -> None:
    """Say in the log what somebody approved."""

    @actions.register_action(APPROVAL)
    class ApprovalFormatter(LogFormatter):
        label = LABEL

        def format_message(self, log_entry: Any) -> str:
            return f"{LABEL}: {log_entry.data.get('step', '')}"

        def format_comment(self, log_entry: Any) -> str:
            return str(log_entry.data.get("comment", ""))
