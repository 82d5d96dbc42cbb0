"""What is asked when a coalition is done, and which of it is a lesson."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.enums import Answer

_LINES = forms.Textarea({"rows": 4})


class ClosingForm(ThirdPersonMixin, forms.Form):
    """The five questions. Only the results are required: a coalition may have learned little."""

    free_text = ("result", "went_well", "improvements", "reduces_if")

    result = forms.CharField(
        label=_("What are the main results?"),
        help_text=_("What is there now that was not there before?"),
        max_length=5000,
        widget=_LINES,
    )
    went_well = forms.CharField(
        label=_("What went well?"),
        help_text=_("One thing on each line."),
        max_length=3000,
        required=False,
        widget=_LINES,
    )
    improvements = forms.CharField(
        label=_("What could be better?"),
        help_text=_("One thing on each line. What did not work helps the next coalition most."),
        max_length=3000,
        required=False,
        widget=_LINES,
    )
    reduces_loneliness = forms.ChoiceField(
        label=_("Does it reduce loneliness?"),
        choices=Answer.choices,
        initial=Answer.UNKNOWN,
        widget=forms.RadioSelect,
    )
    reduces_if = forms.CharField(
        label=_("Under which conditions?"),
        help_text=_("Such as: only when the same volunteer comes every week."),
        max_length=2000,
        required=False,
        widget=_LINES,
    )


class LessonsForm(forms.Form):
    """Which lines of the answers others can learn from; all of them unless told otherwise."""

    lessons = forms.MultipleChoiceField(
        label=_("Which of these can others learn from?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, lines: Sequence[str], data: Any = None) -> None:
        super().__init__(data, initial={"lessons": list(lines)})
        choices: Any = self.fields["lessons"]
        choices.choices = [(line, line) for line in lines]

    def clean_lessons(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["lessons"]
        if not chosen:
            raise ValidationError(_("Tick at least one, or choose “None of these”."))
        return chosen
