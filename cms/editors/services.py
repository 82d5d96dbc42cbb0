"""Doing one thing with many pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.editors.actions import BulkAction


@dataclass(frozen=True, slots=True)
class Done:
    """How many pages changed, and how many were left as they were."""

    changed: int
    left: int


def run(action: BulkAction, pages: Iterable[Page], choice: Any, user: Any) -> Done:
    """Do it for each page that `user` may do it with; one that fails stops none of the others."""
    changed = left = 0
    for page in pages:
        with transaction.atomic():
            # Asked of each: what was ticked comes from a browser.
            did = action.may(page, user) and action.run(page, choice, user)
        changed, left = changed + bool(did), left + (not did)
    return Done(changed, left)
