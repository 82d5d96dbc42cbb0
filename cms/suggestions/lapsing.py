"""What happens when time passes: pages change under a suggestion, and nobody looks at it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import page_published

from cms.enums import SuggestionState
from cms.models import Suggestion
from cms.suggestions.outcomes import STALE, tell_of
from cms.suggestions.reviewers import reviewers_of
from cms.suggestions.reviewing import closed, renew
from cms.worker import Duty, duties

REMIND_AFTER = timedelta(days=30)
CLOSE_AFTER = timedelta(days=14)


@receiver(page_published, dispatch_uid="cms.suggestions.lapse_approvals")
def lapse_approvals(instance: Page, alias: bool = False, **_kwargs: Any) -> None:
    """Whoever approved a suggestion looks again when its page changed meanwhile."""
    if alias:
        return
    for row in Suggestion.objects.waiting().filter(page_id=instance.pk):
        state: WorkflowState | None = row.current_workflow_state
        if state and state.task_states.filter(status=TaskState.STATUS_APPROVED).exists():
            renew(row, again=True)


def remind_and_lapse(now: datetime | None = None) -> int:
    """Remind of what waits for 30 days, close what waits 14 days more; return how many of both."""
    now = now or timezone.now()
    rows = Suggestion.objects.waiting()
    stale = rows.filter(reminded_at=None, confirmed_at__lte=now - REMIND_AFTER)
    late = rows.filter(reminded_at__lte=now - CLOSE_AFTER)
    done = [_remind(pk, now) for pk in stale.values_list("pk", flat=True)]
    done += [_close(pk) for pk in late.values_list("pk", flat=True)]
    return sum(done)


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    row = Suggestion.objects.waiting().select_for_update().filter(pk=pk, reminded_at=None).first()
    if row is None:
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    tell_of(STALE, row, reviewers_of(row))
    return True


@transaction.atomic
def _close(pk: int) -> bool:
    row = Suggestion.objects.waiting().select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    closed(row, SuggestionState.LAPSED, by=None)
    return True


duties.register("suggestions", Duty(remind_and_lapse, seconds=3600, at_wake=False))
