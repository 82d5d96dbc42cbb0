"""What a partner fills in about an activity of a campaign week."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from coalitions.forms.titled import ThemeField
from events.forms.making import PlaceForm, PlacesForm, ThemesField, WordsForm
from events.forms.when import WHEN, WhenForm
from events.models import Event
from events.services.making import FACTS, WORDS
from knowledge.models import TargetGroup

FOLDED = ("themes", "target_groups", "neighbourhood", "attendance_mode", "online_address")
LEFT = (
    *("waiting_capacity", "promotion", "registration_opens_at", "registration_closes_at"),
    *("cancel_until", "reminder_hours", "asks_survey", "retention_days"),
)


class ActivityForm(ThirdPersonMixin, WordsForm, WhenForm, PlaceForm, PlacesForm, KeyedForm):
    """What, when, where and for how many, within the campaign week."""

    free_text: ClassVar[Sequence[str]] = ("title", "summary", "invitation")

    themes = ThemesField(label=_("Topics"), help_text=_("One or two is enough."))
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label=_("For whom?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.CharField(
        label=_("For questions"),
        help_text=_("A phone number or an address of the organisation, on the page for everybody."),
        max_length=150,
        required=False,
    )
    field_order = (
        *("title", *WHEN, "place", "address", "summary", "invitation"),
        *("takes_registrations", "capacity", "contact", *FOLDED),
    )

    def __init__(self, data: Any = None, *, campaign: Event) -> None:
        self.campaign, self.zone = campaign, campaign.zone
        first_day = campaign.starts_at.astimezone(self.zone).date()
        super().__init__(data, initial={"day": first_day, "takes_registrations": False})
        chosen: Any = self.fields
        chosen["themes"].queryset = ThemeField().queryset
        for name in ("last_day", *LEFT):
            del chosen[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
        week = self.campaign
        if starts_at and ends_at and not week.starts_at <= starts_at < ends_at <= week.ends_at:
            self.add_error("day", _("Choose a day and a time within the campaign week."))
        return values

    def facts(self) -> dict[str, Any]:
        """Return what holds in every language."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}

    def words(self) -> dict[str, Any]:
        """Return what is on the page."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}

    @property
    def first_fields(self) -> list[Any]:
        """The fields in sight."""
        return [field for field in self if field.name not in FOLDED]

    @property
    def folded_fields(self) -> list[Any]:
        """The fields that may stay empty."""
        return [self[name] for name in FOLDED]

    @property
    def folded_label(self) -> Any:
        """What is below the fold, in words."""
        return _("More: topics, for whom, the neighbourhood, and taking part online")

    @property
    def is_unfolded(self) -> bool:
        """Whether something below the fold is not right."""
        return any(name in self.errors for name in FOLDED)
