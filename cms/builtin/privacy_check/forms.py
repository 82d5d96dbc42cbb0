"""What is asked of whoever lets personal details through."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from cms.plugins.forms import OpinionForm


class ConsentForm(OpinionForm):
    """Approve, and write down who agreed and when."""

    free_text: ClassVar[Sequence[str]] = ["comment", "speaks"]

    speaks = forms.CharField(
        label=_("Who agreed that this is on the site?"),
        help_text=_("A function, not a name: “participant, 72” or “coordinator of the meals”."),
        max_length=150,
    )
    given_on = forms.DateField(
        label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}), initial=localdate
    )
    field_order = ("speaks", "given_on", "comment")

    def clean_given_on(self) -> object:
        """Refuse a day that has not come yet."""
        day = self.cleaned_data["given_on"]
        if day > localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class WithdrawForm(forms.Form):
    """Take a page from the site because somebody does not agree any more."""

    sure = forms.BooleanField(label=_("Take the page from the site now, in every language"))
