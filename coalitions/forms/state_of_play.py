"""Since when somebody wants to know how coalitions stand."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.moments import moments

MONTHS = 3


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class SinceForm(forms.Form):
    """A day by plain GET; three months ago where none is given, or none that can be read."""

    use_required_attribute = False

    sinds = forms.DateField(
        label=_("Since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any) -> None:
        self.usual = months_before(timezone.localdate(), MONTHS)
        given = data if data.get("sinds") else {"sinds": self.usual.isoformat()}
        super().__init__(given)

    @property
    def day(self) -> date:
        """The day that was chosen; one that has yet to come is today."""
        self.is_valid()
        chosen = self.cleaned_data.get("sinds") or self.usual
        return min(chosen, timezone.localdate())

    def moments(self) -> list[tuple[Any, date]]:
        """Return the moments with a name that have been, each with its day."""
        found = [(moment.label, moment.day()) for moment in moments]
        return [(label, day) for label, day in found if day is not None]
