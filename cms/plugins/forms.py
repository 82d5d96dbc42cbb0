"""What somebody says who takes a step: in the admin and on the site."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin


class OpinionForm(ThirdPersonMixin, forms.Form):
    """Approve, with a word if there is one."""

    free_text: ClassVar[Sequence[str]] = ["comment"]

    comment = forms.CharField(
        label=_("What do you want to say about it? (not required)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
    )


class ReasonForm(ThirdPersonMixin, forms.Form):
    """Send back, and say why."""

    free_text: ClassVar[Sequence[str]] = ["comment"]

    comment = forms.CharField(
        label=_("Why do you send it back?"),
        help_text=_("Whoever made it reads this: say what should change."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
