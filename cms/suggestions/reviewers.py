"""Who looks at a suggestion: floors say it for their pages, and nobody looks at their own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Page, TaskState

from cms.models import Suggestion
from cms.notices.audience import Doors
from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """Whether somebody looks at what is suggested on a page, and who is told that it waits."""

    may: Callable[[Any, Page], bool]
    who: Callable[[Page], Iterable[Any]]


reviewers: Registry[ReviewRule] = Registry("rule of who reviews suggestions")


def is_own(suggestion: Suggestion, user: Any) -> bool:
    """Whether somebody suggested this themselves, also from outside with their own address."""
    if user.pk is None:
        return False
    email = suggestion.email.lower()
    return suggestion.contributor_id == user.pk or bool(email and email == user.email.lower())


def step_of(suggestion: Suggestion) -> TaskState | None:
    """Return the step of the approval that a suggestion waits in; None outside of any."""
    state: TaskState | None = suggestion.current_workflow_task_state
    return state


def actions_of(step: TaskState, suggestion: Suggestion, user: Any) -> set[str]:
    """Return what somebody may do in a step; nothing with what is their own."""
    if is_own(suggestion, user):
        return set()
    return {name for name, *_rest in step.task.specific.get_actions(suggestion, user)}


def may_review(user: Any, suggestion: Suggestion | None) -> bool:
    """Whether somebody looks at this suggestion, by the rules of its page or in its approval."""
    if suggestion is None or not user.is_active or is_own(suggestion, user):
        return False
    page = suggestion.page.specific
    if not Doors().open_to(user, [page]):
        return False
    if any(rule.may(user, page) for rule in reviewers):
        return True
    step = step_of(suggestion)
    return step is not None and bool(actions_of(step, suggestion, user))


def may_decide(user: Any, suggestion: Suggestion) -> bool:
    """Whether it is up to this reviewer now: an approval that runs says whose turn it is."""
    step = step_of(suggestion)
    return step is None or {"approve", "reject"} <= actions_of(step, suggestion, user)


def reviewers_of(suggestion: Suggestion) -> QuerySet[Any]:
    """Return who is told that a suggestion waits; not who made it."""
    page = suggestion.page.specific
    told = {user.pk for rule in reviewers for user in rule.who(page)}
    users: QuerySet[Any] = get_user_model()._default_manager.filter(pk__in=told, is_active=True)
    users = users.exclude(pk=suggestion.contributor_id)
    return users.exclude(email__iexact=suggestion.email) if suggestion.email else users
