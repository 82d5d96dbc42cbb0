"""Money that ends: on the coordinator's desk and on the lead's own page, well before it does."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from coalitions.models import Coalition, CoalitionPage

WARNED_BEFORE = timedelta(days=60)


def _ending() -> QuerySet[Coalition]:
    today = timezone.localdate()
    found: QuerySet[Coalition] = Coalition.objects.losing_funding(today, today + WARNED_BEFORE)
    return found.order_by("funding_until", "pk")


def _items(coalitions: QuerySet[Coalition]) -> list[WaitingItem]:
    rows = list(coalitions)
    titles = _titles(rows)
    return [
        WaitingItem(
            line=_("The money of “%(title)s” ends on %(day)s")
            % {
                "title": titles[row.translation_key],
                "day": date_format(row.funding_until, "j F Y"),  # type: ignore[arg-type]  # has one
            },
            address=reverse("coalition_manage", args=[row.pk]),
        )
        for row in rows
        if row.translation_key in titles
    ]


def _titles(rows: list[Coalition]) -> dict[Any, str]:
    """Return what coalitions are called, in one query."""
    pages = CoalitionPage.objects.originals()
    found = pages.filter(translation_key__in=[row.translation_key for row in rows])
    return dict(found.values_list("translation_key", "title"))


def of_all(_user: Any) -> list[WaitingItem]:
    """Return the coalitions whose money ends soon."""
    return _items(_ending())


def of_lead(user: Any) -> list[WaitingItem]:
    """Return those of which this account is lead or deputy."""
    return _items(_ending().led_by(user))  # type: ignore[attr-defined]  # a CoalitionQuerySet


def _leads() -> set[int]:
    ending: Any = _ending()
    found: set[int] = ending.leads()
    return found


def leaderless(_user: Any) -> list[WaitingItem]:
    """Return published coalitions that nobody leads any more: who did has left."""
    live = CoalitionPage.objects.originals().live().values("translation_key")
    found = Coalition.objects.at_work().filter(lead=None, translation_key__in=live).order_by("pk")
    rows = list(found)
    titles = _titles(rows)
    return [
        WaitingItem(
            line=_("“%(title)s” has no lead") % {"title": titles[row.translation_key]},
            address=reverse("coalition_manage", args=[row.pk]),
        )
        for row in rows
    ]


desk.register(
    "coalitions_without_lead",
    WaitingList(label=gettext_lazy("Coalitions without a lead"), items=leaderless, order=32),
)
desk.register("funding", WaitingList(label=gettext_lazy("Money that ends"), items=of_all, order=34))
waiting.register(
    "funding",
    WaitingList(label=gettext_lazy("Money that ends"), items=of_lead, order=34, whom=_leads),
)
