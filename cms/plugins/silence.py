"""Telling is left to `cms.plugins.notices`: Wagtail mails at once, and links into the admin.

Loaded after Wagtail's admin connected what is disconnected here.
"""

from wagtail import signals
from wagtail.models import TaskState, WorkflowState

for _signal, _sender, _name in (
    (signals.task_submitted, TaskState, "group_approval_task_submitted"),
    (signals.workflow_submitted, WorkflowState, "workflow_state_submitted"),
    (signals.workflow_rejected, WorkflowState, "workflow_state_rejected"),
    (signals.workflow_approved, WorkflowState, "workflow_state_approved"),
):
    _signal.disconnect(sender=_sender, dispatch_uid=f"{_name}_email_notification")
