"""Looking at what a partner submitted."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SendBackForm(forms.Form):
    """Why it is not on the agenda yet, in words for who submitted it."""

    reason = forms.CharField(
        label=_("What should change first?"),
        help_text=_("Whoever submitted it reads this, and can change it and submit it again."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
