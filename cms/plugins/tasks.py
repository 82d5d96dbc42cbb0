"""What the worker does: remind of steps that wait too long."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cms.models import ReviewState
from cms.plugins.notices import OVERDUE, tell_reviewers
from cms.plugins.reads import waiting_states
from cms.worker import Duty, duties


def remind(now: datetime | None = None) -> int:
    """Remind whoever may take a step that is past its day, once; return how many were told."""
    moment = now or timezone.now()
    today = timezone.localtime(moment).date()
    late = [each for each in waiting_states() if each.due_on and each.due_on < today]
    return sum(_remind_of(state, moment) for state in late if state.reminded_at is None)


@transaction.atomic
def _remind_of(state: ReviewState, now: datetime) -> int:
    fresh = ReviewState.objects.filter(pk=state.pk, reminded_at=None)
    if not fresh.update(reminded_at=now):
        return 0
    return tell_reviewers(state, state.task.specific, OVERDUE)


duties.register("overdue steps", Duty(remind, seconds=3600, at_wake=False))
