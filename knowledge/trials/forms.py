"""Five short questions, two of which must be answered."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from knowledge.enums import TrialOutcome
from knowledge.services.lessons import LONGEST
from knowledge.trials.services import Tried


class TrialForm(ThirdPersonMixin, KeyedForm):
    """Where, did it work, and what others should know."""

    free_text: ClassVar[Sequence[str]] = ("place", "for_whom", "changed", "tip")

    place = forms.CharField(
        label=_("Where did you do it?"),
        help_text=_("Such as: community centre in the east of the city."),
        max_length=200,
    )
    for_whom = forms.CharField(
        label=_("For whom? (may stay empty)"),
        help_text=_("Such as: men over 60 who live alone."),
        max_length=200,
        required=False,
    )
    changed = forms.CharField(
        label=_("What did you do differently? (may stay empty)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    outcome = forms.ChoiceField(
        label=_("Did it work?"),
        help_text=_("What did not work counts as much: it spares somebody else the trouble."),
        choices=TrialOutcome.choices,
        widget=forms.RadioSelect,
    )
    tip = forms.CharField(
        label=_("Your tip for others (may stay empty)"),
        help_text=_("One or two sentences."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def tried(self) -> Tried:
        """Return what was filled in."""
        names = ("place", "outcome", "for_whom", "changed", "tip")
        return Tried(**{name: self.cleaned_data[name].strip() for name in names})
