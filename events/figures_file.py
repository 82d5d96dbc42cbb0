"""The figures of events as a table for a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from tablib import Dataset

from events.reads.figures import Line
from network.exchange.guard import guarded


def as_table(lines: Iterable[Line]) -> Dataset:
    """Return a row for each event; a cell stays empty where nobody counted or few answered."""
    table = Dataset(
        headers=[
            *(_("Day"), _("Event"), _("What sort"), _("Places"), _("Registered"), _("Waited")),
            *(_("Cancelled"), _("Came"), _("Asked how it was"), _("Answered"), _("Mean grade")),
        ]
    )
    for line in lines:
        numbers = line.figures
        day = timezone.localdate(line.event.starts_at, line.event.zone)
        table.append(
            [
                *(day.isoformat(), guarded(line.page.title), line.event.get_kind_display()),
                *(_cell(line.event.capacity), numbers.registered, numbers.waiting),
                *(numbers.cancelled, _cell(numbers.attended), numbers.asked, numbers.answered),
                _cell(numbers.grade),
            ]
        )
    return table


def _cell(number: float | None) -> str:
    # With the decimal sign of the language, as a spreadsheet in that language reads it.
    return "" if number is None else str(localize(number))
