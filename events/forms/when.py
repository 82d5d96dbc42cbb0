"""When something is: a day with two moments of the clock, as people say it."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WHEN = ("day", "starts", "ends", "last_day")


def day_input() -> forms.DateInput:
    """Return a field for a day that phones open a calendar for."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def moment_input() -> forms.DateTimeInput:
    """Return a field for a day and a moment of it."""
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def _clock_input() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class WhenForm(forms.Form):
    """A day, from when and until when, on the clock of `zone`: `starts_at` and `ends_at`."""

    zone: ZoneInfo

    day = forms.DateField(label=_("Which day?"), widget=day_input())
    starts = forms.TimeField(label=_("From what time?"), widget=_clock_input())
    ends = forms.TimeField(label=_("Until what time?"), widget=_clock_input())
    last_day = forms.DateField(
        label=_("Last day (may stay empty)"),
        help_text=_("Only where it takes more than one day, such as a campaign week."),
        required=False,
        widget=day_input(),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not {"day", "starts", "ends"} <= values.keys():
            return values
        starts_at = self._moment("starts", values["day"], values["starts"])
        ends_at = self._moment("ends", values.get("last_day") or values["day"], values["ends"])
        if starts_at and ends_at:
            if ends_at <= starts_at:
                self.add_error("ends", _("It has to end later than it starts."))
            values |= {"starts_at": starts_at, "ends_at": ends_at}
        return values

    def _moment(self, name: str, day: date, clock: time) -> datetime | None:
        """Return a moment on the clock of the zone; in the night it changes some do not exist."""
        try:
            with timezone.override(self.zone):
                found: datetime = from_current_timezone(datetime.combine(day, clock))
        except ValidationError:
            self.add_error(name, _("The clock changes in this night. Choose another time."))
            return None
        return found


def when_of(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Return what the fields of `WhenForm` show for a stored time."""
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    return {
        "day": first.date(),
        "starts": first.time(),
        "ends": last.time(),
        "last_day": last.date() if last.date() != first.date() else None,
    }
