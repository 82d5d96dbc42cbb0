"""What people are told about steps that wait, and about what became of what they sent in."""

from typing import Any

from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import GroupApprovalTask, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from cms.models import Suggestion
from cms.notices.following import in_active_language
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from cms.plugins.things import authors_of, page_of, thing_of, title_of

WAITS = "step_waits"
OVERDUE = "step_overdue"
OUTCOME = "step_outcome"
_why = gettext_lazy("You get this because you are one of those who can look at it.")
kinds.register(
    WAITS, NoticeKind(gettext_lazy("New pages and changes to look at"), _why, at_once=True)
)
kinds.register(
    OVERDUE, NoticeKind(gettext_lazy("Pages and changes that wait long"), _why, at_once=True)
)
kinds.register(
    OUTCOME,
    NoticeKind(
        gettext_lazy("What became of what you sent in"),
        gettext_lazy("You get this because you made it or sent it in."),
    ),
)


def address_of(state: TaskState) -> str:
    """Return where somebody takes this step."""
    return reverse("review_step", args=[state.pk])


def tell_reviewers(state: TaskState, task: Any, kind: str = WAITS) -> int:
    """Tell those who may take this step; return how many."""
    thing = thing_of(state)
    title = title_of(thing)
    lines = {
        WAITS: lambda: _("“%(title)s” waits until somebody looks at it.") % {"title": title},
        OVERDUE: lambda: (
            _("“%(title)s” still waits until somebody looks at it.") % {"title": title}
        ),
    }
    return tell(
        kind,
        task.reviewers(thing).exclude(pk__in=authors_of(thing)),
        key=f"step:{state.pk}",
        line=lines[kind],
        address=lambda: address_of(state),
    )


@receiver(task_submitted, dispatch_uid="cms.plugins.tell_groups")
def tell_groups(instance: TaskState, **_kwargs: Any) -> None:
    """Wagtail's own steps are told of in the same way."""
    task = instance.task.specific
    if isinstance(task, GroupApprovalTask):
        tell_reviewers(instance, _OfGroups(task))


class _OfGroups:
    """Who may take a step of Wagtail's own kind."""

    def __init__(self, task: GroupApprovalTask) -> None:
        self._task = task

    def reviewers(self, _thing: Any) -> Any:
        users = get_user_model()._default_manager
        return users.filter(groups__in=self._task.groups.all()).distinct()


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="cms.plugins.tell_approved")
def tell_approved(instance: WorkflowState, user: Any, **_kwargs: Any) -> None:
    """Tell whoever sent it in that it is on the site."""
    _tell_outcome(instance, user, approved=True)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="cms.plugins.tell_rejected")
def tell_rejected(instance: WorkflowState, user: Any, **_kwargs: Any) -> None:
    """Tell whoever sent it in that something should change first, and why."""
    _tell_outcome(instance, user, approved=False)


def _tell_outcome(state: WorkflowState, by: Any, *, approved: bool) -> None:
    thing = state.content_object
    if isinstance(thing, Suggestion) or state.requested_by is None:
        # Whoever suggests something hears of it in another way; see cms/suggestions.
        return
    title, page = title_of(thing), page_of(thing)
    reason = state.current_task_state.comment if state.current_task_state else ""
    said = {"title": title, "reason": reason}
    tell(
        OUTCOME,
        [state.requested_by],
        key=f"workflow:{state.pk}",
        line=lambda: (
            _("“%(title)s” is on the site. Thank you!") % said
            if approved
            else _("“%(title)s” was sent back: %(reason)s") % said
        ),
        address=lambda: (in_active_language(page).get_url() or "") if page and approved else "",
        by=by,
    )
