"""Of which events somebody wants the figures, by plain GET."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.enums import EventKind
from events.models import Event


class FiguresForm(forms.Form):
    """A year and a kind; all of them where none is given, or none that can be read."""

    use_required_attribute = False

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(
        label=_("What sort"), required=False, choices=[("", _("All")), *EventKind.choices]
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        years = Event.objects.order_by("-starts_at").dates("starts_at", "year", order="DESC")
        choices = [("", _("All")), *((day.year, str(day.year)) for day in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> QuerySet[Event]:
        """Return the events that were asked for."""
        self.is_valid()
        found: QuerySet[Event] = Event.objects.all()
        if year := self.cleaned_data.get("year"):
            found = found.filter(starts_at__year=year)
        if kind := self.cleaned_data.get("kind"):
            found = found.filter(kind=kind)
        return found
