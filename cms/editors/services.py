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


@transaction.atomic
def run(action: BulkAction, pages: Iterable[Page], choice: Any, user: Any) -> Done:
    """Do it with the pages that `user` may do it with, all or nothing; leave the others."""
    asked = list(pages)
    # Asked of each: what was ticked comes from a browser.
    may = [page for page in asked if action.may(page, user)]
    changed = action.run(may, choice, user) if may else 0
    return Done(changed, len(asked) - changed)
