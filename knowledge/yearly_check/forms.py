"""What an organisation fills in when something changed, or when an activity is gone."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from knowledge.models import Activity
from knowledge.own_facts.forms import OwnFactsForm


class ChangedForm(OwnFactsForm):
    """The five things that are on the site at once, and a word about the rest for an editor."""

    free_text: ClassVar[Sequence[str]] = ("frequency", "note")

    def __init__(
        self, data: Any = None, *, activity: Activity, others: Mapping[str, Activity]
    ) -> None:
        super().__init__(data, activity=activity, others=others)
        self.fields["note"] = forms.CharField(
            label=_("What else should change? (may stay empty)"),
            help_text=_("An editor reads this and changes the text. Write no names of persons."),
            max_length=1000,
            required=False,
            widget=forms.Textarea({"rows": 4}),
        )


class GoneForm(ThirdPersonMixin, forms.Form):
    """Why it stopped, or what came instead; may stay empty."""

    free_text: ClassVar[Sequence[str]] = ("note",)

    note = forms.CharField(
        label=_("Why did it stop, or what came instead? (may stay empty)"),
        help_text=_("Others learn from it. Write no names of persons."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
