"""What holds for every step, by whichever way it is taken."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowMixin

from cms.models import ReviewState
from cms.plugins.things import authors_of, thing_of


@receiver(pre_save, dispatch_uid="cms.plugins.not_ones_own")
def refuse_ones_own(instance: Any, **_kwargs: Any) -> None:
    """Nobody approves their own work: not in the admin, in bulk, nor from code.

    Asked when the approval is kept, before anything follows from it; also of Wagtail's own kind
    of step, which asks for a group and nothing else. Without a user it is the site.
    """
    if not isinstance(instance, TaskState) or instance.status != TaskState.STATUS_APPROVED:
        return
    by = instance.finished_by_id
    if by and by in authors_of(thing_of(instance)) | {instance.revision.user_id}:
        raise PermissionDenied


@receiver(post_save, dispatch_uid="cms.plugins.begin_again")
def begin_again(instance: Any, update_fields: Any, **_kwargs: Any) -> None:
    """When the text changes that is being looked at, everybody looks again."""
    if not update_fields or "latest_revision" not in update_fields:
        return
    state = instance.current_workflow_task_state if isinstance(instance, WorkflowMixin) else None
    latest = instance.latest_revision
    if not isinstance(state, ReviewState) or latest is None:
        return
    if latest.pk != state.revision_id or latest.created_at > state.started_at:
        state.cancel(user=latest.user)
