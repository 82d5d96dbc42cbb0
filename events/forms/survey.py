"""How was it? One grade, and two questions that may stay empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin

_LINES = forms.Textarea({"rows": 3})
GRADES = range(1, 11)


class SurveyForm(ThirdPersonMixin, forms.Form):
    """What somebody thought of an event; nothing in it says who."""

    free_text = ("take_home", "change")

    grade = forms.TypedChoiceField(
        label=_("Which grade do you give?"),
        help_text=_("1 is very bad, 10 is excellent."),
        choices=[(number, str(number)) for number in GRADES],
        coerce=int,
        widget=forms.RadioSelect,
    )
    take_home = forms.CharField(
        label=_("What do you take home? (may stay empty)"),
        help_text=_("An idea, a name to call, something you are going to do."),
        max_length=2000,
        required=False,
        widget=_LINES,
    )
    change = forms.CharField(
        label=_("What would you change? (may stay empty)"),
        max_length=2000,
        required=False,
        widget=_LINES,
    )

    def answered(self) -> dict[str, Any]:
        """Return what is kept of it."""
        return {name: self.cleaned_data[name] for name in ("grade", "take_home", "change")}
