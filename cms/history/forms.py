"""Forms about earlier versions of a page."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.history.services import LONGEST_NOTE


class RestoreForm(ThirdPersonMixin, forms.Form):
    """Why an earlier version is put back."""

    free_text: ClassVar[Sequence[str]] = ("note",)

    note = forms.CharField(
        label=_("Why do you put this version back?"),
        help_text=_("Everybody can read this in the history of the page."),
        max_length=LONGEST_NOTE,
        required=False,
    )
