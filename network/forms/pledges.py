"""A promise, and the answer when its day has come."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin

LONGEST = timedelta(days=365)


class DayField(forms.DateField):
    """A day from today until a year from now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        today = timezone.localdate()
        if day is not None and not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day between today and a year from now."))
        return day


class PledgeForm(ThirdPersonMixin, forms.Form):
    """One concrete thing, and before which day."""

    free_text = ("text",)

    text = forms.CharField(
        label=_("What are you going to do?"),
        help_text=_("One small thing. Such as: I invite three neighbours for coffee."),
        max_length=200,
    )
    due = DayField(label=_("Before which day?"))


class LaterForm(forms.Form):
    """Another day for a promise."""

    due = DayField(label=_("Which day is better?"))
