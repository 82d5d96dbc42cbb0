"""What steps write in Wagtail's log, beside what Wagtail writes itself."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.models import ReviewState

APPROVAL = "cms.approval"
LABEL = _("Approve, as one of several")


def log_approval(state: ReviewState, user: Any, comment: str) -> None:
    """Write down an approval after which a step still waits for others."""
    log(
        instance=state.revision.as_object(),
        action=APPROVAL,
        user=user,
        revision=state.revision,
        data={"step": state.task.name, "comment": comment},
    )
