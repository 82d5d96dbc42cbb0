"""Who may take a step that asks for groups."""

from typing import Any

from rules.predicates import predicate


@predicate
def in_its_groups(user: Any, task: Any) -> bool:
    """Whether somebody is in one of the groups that this step asks."""
    return task is not None and bool(task.groups.filter(user=user).exists())


def is_asked(user: Any, task: Any) -> bool:
    """Whether somebody is in one of the groups of a step, and past the second step.

    The emergency account may too; as everybody, never with its own work.
    """
    if not user.has_perm("cms.take_steps"):
        return False
    return bool(user.is_superuser or in_its_groups(user, task))
