"""Suggestions among what waits for somebody, and on the desk those that nobody looks at."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from cms.models import Suggestion
from cms.suggestions.queue import queue_of


def to_review(user: Any) -> Sequence[WaitingItem]:
    """Return what this account can decide about now, also as a step of an approval."""
    return [_item(each.suggestion) for each in queue_of(user) if each.is_ready]


def _nobody_if_none() -> tuple[()] | None:
    """Spare the weekly mail a question for each account while no suggestion waits."""
    return None if Suggestion.objects.waiting().exists() else ()


def long_waiting(_user: Any) -> Sequence[WaitingItem]:
    """Return what waits so long that it closes within two weeks."""
    rows = Suggestion.objects.waiting().exclude(reminded_at=None).select_related("page")
    return [_item(row) for row in rows]


def _item(row: Suggestion) -> WaitingItem:
    return WaitingItem(
        line=_("%(page)s – a change that somebody suggests") % {"page": row.page.title},
        address=reverse("suggestion_review", args=[row.pk]),
        since=timezone.localdate(row.confirmed_at),
    )


waiting.register(
    "suggestions",
    WaitingList(
        gettext_lazy("Suggestions to look at"),
        to_review,
        order=16,
        whom=_nobody_if_none,
        address=lambda: reverse("suggestions"),
    ),
)
desk.register(
    "stale suggestions",
    WaitingList(gettext_lazy("Suggestions that nobody looks at"), long_waiting, order=36),
)
