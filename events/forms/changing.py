"""Another number of places, another time or place, calling off, and a next edition."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from events.forms.making import PLACES, PlaceForm, PlacesForm
from events.forms.when import WHEN, WhenForm, when_of
from events.models import Event
from events.reads.places import consequences, standing_of
from events.services.making import PLACE


class CapacityForm(PlacesForm):
    """How many fit, how many may wait, and what becomes of a free place."""

    # From which numbers the consequences were worked out that somebody agreed to.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        self.event = event
        super().__init__(data, initial={name: getattr(event, name) for name in PLACES})
        for name in set(self.fields) - {*PLACES, "seen"}:
            del self.fields[name]

    def consequences(self) -> list[str]:
        """Return in sentences what happens when this is done."""
        values = self.cleaned_data
        return consequences(
            self.event,
            values["capacity"],
            values["waiting_capacity"],
            values["promotion"],
            timezone.now(),
        )

    def standing(self) -> str:
        """Return what these are worked out from."""
        return standing_of(self.event, timezone.now())

    @property
    def was_seen(self) -> bool:
        """Whether somebody agreed to what would happen now."""
        return self.cleaned_data["seen"] == self.standing()


class MoveForm(WhenForm, PlaceForm):
    """Another time or place."""

    field_order = (*WHEN, *PLACE)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        self.zone = event.zone
        initial = {name: getattr(event, name) for name in PLACE}
        super().__init__(data, initial=initial | when_of(event.starts_at, event.ends_at, self.zone))

    def wanted(self) -> dict[str, Any]:
        """Return when and where."""
        names = ("starts_at", "ends_at", *PLACE)
        return {name: self.cleaned_data[name] for name in names}


class CallOffForm(ThirdPersonMixin, forms.Form):
    """Why it does not go on, for the mail to who counted on it."""

    free_text = ("reason",)

    later = forms.ChoiceField(
        label=_("Does it come on another day?"),
        choices=[
            ("no", _("No, it does not go on")),
            ("yes", _("Yes, the new date follows. Who is registered stays registered.")),
        ],
        initial="no",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why does it not go on?"),
        help_text=_("This is in the mail to everybody who is registered."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )


class CopyForm(WhenForm, KeyedForm):
    """When the next edition is; the rest is copied, and can be changed after that."""

    title = forms.CharField(label=_("What is it called?"), max_length=150)
    field_order = ("key", "title", *WHEN)

    def __init__(self, data: Any = None, *, event: Event, zone: ZoneInfo) -> None:
        self.zone = zone
        starts = when_of(event.starts_at, event.ends_at, zone)
        page = event.draft
        initial = {"title": page.title if page else "", "starts": starts["starts"]}
        super().__init__(data, initial=initial | {"ends": starts["ends"]})
