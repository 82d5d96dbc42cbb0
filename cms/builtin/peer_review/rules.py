"""Who may take part in a review."""

from typing import Any

from rules.predicates import predicate


@predicate
def is_peer(user: Any, task: Any) -> bool:
    """Whether somebody is in one of the groups that this step asks, and past the second step."""
    if task is None or not user.has_perm("cms.take_steps"):
        return False
    return bool(user.is_superuser or task.groups.filter(user=user).exists())
