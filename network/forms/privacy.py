"""The one question before somebody leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LeaveForm(forms.Form):
    """Nobody leaves by a slip of the thumb."""

    sure = forms.BooleanField(
        label=_("Yes, remove my account and my data. I know that this cannot be undone."),
        error_messages={"required": _("Tick this box if you are sure. Nothing has been removed.")},
    )
