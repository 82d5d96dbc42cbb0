"""A month of the agenda, day by day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

# Beyond these years there is nothing to look for, and no end of pages for who follows every link.
YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, with the pages of what is on it."""

    day: date
    in_month: bool
    pages: list[Any]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its whole weeks, from Monday on, and how to turn the leaf."""

    first: date
    days: list[Day]
    before: str
    after: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on."""
        return not any(each.pages for each in self.days if each.in_month)


def month_of(text: str) -> date | None:
    """Return the first day of what `?month=2026-11` names; None for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if first.year in YEARS else None


def shown_month(first: date, pages: Any, with_rows: Callable[[Iterable[Any]], list[Any]]) -> Month:
    """Return a month with what is on; what lasts several days stands on each of them."""
    days = [
        each for week in Calendar().monthdatescalendar(first.year, first.month) for each in week
    ]
    start, end = (datetime.combine(each, time(), UTC) for each in (days[0], days[-1]))
    # A day wider on both sides: the clock of an event may be any in the world.
    near = pages.filter(
        starts_at__lt=end + timedelta(days=2), ends_at__gt=start - timedelta(days=1)
    )
    on = by_day(with_rows(near.order_by("starts_at", "pk")))
    return Month(
        first=first,
        days=[Day(each, each.month == first.month, on.get(each, [])) for each in days],
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{first + timedelta(days=31):%Y-%m}",
    )


def by_day(pages: Iterable[Any]) -> dict[date, list[Any]]:
    """Return pages with `facts` by the days on which they are, by the clock of each."""
    found: dict[date, list[Any]] = defaultdict(list)
    for page in pages:
        for day in days_of(page.facts):
            found[day].append(page)
    return dict(found)


def days_of(event: Any) -> list[date]:
    """Return the days of an event; the night after a party is not one of them."""
    first = event.starts_at.astimezone(event.zone).date()
    last = (event.ends_at - timedelta(seconds=1)).astimezone(event.zone).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
