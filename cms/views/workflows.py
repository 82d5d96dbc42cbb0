"""Where Wagtail forgets to ask whether somebody may."""

from wagtail.admin.auth import PermissionPolicyChecker, require_admin_access
from wagtail.admin.views.workflows import TaskChooserCreateView
from wagtail.models import Task
from wagtail.permissions import policy_registry

# Wagtail 8 shows this form to those who may add tasks, and takes what anybody in the admin sends.
create_task = require_admin_access(
    PermissionPolicyChecker(policy_registry.get_by_type(Task)).require("add")(
        TaskChooserCreateView.as_view()
    )
)
