"""Changing what a mail of an event says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from events.mails.words import Source


class MailTextForm(ThirdPersonMixin, forms.Form):
    """Subject and text of one mail in one language."""

    use_required_attribute = False
    free_text = ("subject", "body")

    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        help_text=_(
            "An empty line begins a new paragraph. **Two stars** make words bold, a line that"
            " begins with - is part of a list, and [words]({link}) alone on a line is a button."
        ),
        widget=forms.Textarea({"rows": 16}),
    )

    def source(self) -> Source:
        """Return what was typed."""
        return Source(self.cleaned_data["subject"], self.cleaned_data["body"])
