"""Time zones as calendars want them (RFC 5545 VTIMEZONE), from the rules that Python knows.

Our own: icalendar 7.3 writes the hour at which summer time begins in the clock after the change
where the standard asks for the clock before it (3.6.5), and so is an hour off that night.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment in the clock of a zone, or in UTC where that clock shows it twice.

    A clock that goes back shows an hour twice; to a calendar the first one is meant.
    """
    there = moment.astimezone(zone)
    return moment.astimezone(UTC) if there.fold else there


def timezone_of(zone: ZoneInfo, moments: Iterable[datetime]) -> Timezone:
    """Return what a calendar needs of a zone to show these moments, a year on both sides."""
    known = sorted(moments)
    first, last = _midnight(known[0] - 366 * DAY), _midnight(known[-1] + 366 * DAY)
    found = Timezone()
    found.add("tzid", zone.key)
    _begin(found, zone, first, first)
    for before, after in _changes(zone, first, last):
        _begin(found, zone, before, after)
    return found


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@lru_cache(maxsize=64)
def _changes(
    zone: ZoneInfo, first: datetime, last: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """Return the last minute before each change of the clock and the first one after it, in UTC.

    Kept: when an event moves, hundreds of calendars ask for the same.
    """
    return tuple(_found_changes(zone, first, last))


def _found_changes(
    zone: ZoneInfo, first: datetime, last: datetime
) -> Iterator[tuple[datetime, datetime]]:
    day = first
    while day < last:
        following = day + DAY
        if _rule(zone, day) != _rule(zone, following):
            yield _narrowed(zone, day, following)
        day = following


def _narrowed(zone: ZoneInfo, before: datetime, after: datetime) -> tuple[datetime, datetime]:
    while after - before > MINUTE:
        middle = before + ((after - before) // 2 // MINUTE) * MINUTE
        if _rule(zone, middle) == _rule(zone, before):
            before = middle
        else:
            after = middle
    return before, after


def _rule(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, timedelta | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.dst()


def _begin(found: Timezone, zone: ZoneInfo, before: datetime, after: datetime) -> None:
    was, now = before.astimezone(zone), after.astimezone(zone)
    part = TimezoneDaylight() if now.dst() else TimezoneStandard()
    offset = was.utcoffset() or timedelta()
    part.add("dtstart", (after + offset).replace(tzinfo=None, second=0, microsecond=0))
    part.add("tzoffsetfrom", offset)
    part.add("tzoffsetto", now.utcoffset() or timedelta())
    part.add("tzname", now.tzname() or zone.key)
    found.add_component(part)
