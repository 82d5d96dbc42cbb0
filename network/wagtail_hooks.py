"""Wiring of accounts into Wagtail's admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from network.models import User


@hooks.register("before_bulk_action")
def spare_superusers(
    request: HttpRequest, _action_type: str, objects: list[Any], _action: Any
) -> None:
    """Keep superusers out of what others do to accounts from a list, as with one account."""
    if request.user.is_superuser:
        return
    if any(isinstance(each, User) and each.is_superuser for each in objects):
        raise PermissionDenied
