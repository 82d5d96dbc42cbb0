"""What this floor lets roles do in the admin: coordinators make and keep pages of coalitions.

They and editors make action plans.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from coalitions.models import CoalitionIndex
from network.enums import Role
from network.roles import every, give_pages, grant, grant_below

grant_below(
    Role.COORDINATOR, "coalitions.CoalitionIndex", "add_page", "change_page", "publish_page"
)
for _role in (Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR):
    grant(_role, *every("coalitions.actionplan"), *every("coalitions.action"))


@receiver(post_save, sender=CoalitionIndex, dispatch_uid="coalitions.roles")
def on_new_index(created: bool, **_kwargs: Any) -> None:
    """A new list of coalitions, also in another language, is theirs from the start."""
    if created:
        give_pages()
