"""A mail to a part of those who registered."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from events.exceptions import EventError
from events.mails.words import Source
from events.services.mailing import check_words


class MailingForm(ThirdPersonMixin, forms.Form):
    """Subject and text; `{name}` and the like are filled in for each person."""

    use_required_attribute = False
    free_text = ("subject", "body")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea({"rows": 10}),
        initial=_("Hello {name},"),
        error_messages={"required": _("Write what you want to tell.")},
    )

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("subject", "body"):
            try:
                check_words(Source("", values.get(name, "")))
            except EventError as error:
                self.add_error(name, str(error))
        return values

    @property
    def source(self) -> Source:
        """The words before anything is filled in."""
        return Source(self.cleaned_data["subject"], self.cleaned_data["body"])
