"""Coalitions in search."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from coalitions.models import CoalitionPage
from search.checks import leave_out
from search.pages import PageSource

SOURCES: Sequence[PageSource] = (
    PageSource(
        name="coalition",
        model=CoalitionPage,
        label=_("Coalitions"),
        body=("goal", "why_now"),
        called={"nl": "coalitie", "en": "coalition"},
    ),
)


def register() -> None:
    """Tell search about this floor."""
    for source in SOURCES:
        source.register()
    leave_out("coalitions.CoalitionIndex", "coalitions.CallsIndex")


register()
