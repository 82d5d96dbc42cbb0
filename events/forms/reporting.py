"""Writing a report: the words, who spoke, sessions and files."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from events.models import Event, ReportPage
from network.models import Organisation

MOST_PRESENT = 5000


def lines(rows: int) -> forms.Textarea:
    """Return a field of so many lines."""
    return forms.Textarea({"rows": rows})


def organisations(label: Any) -> forms.ModelChoiceField:  # type: ignore[type-arg]  # not generic
    """Return a choice of one organisation, or none."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("None"),
    )


class WordsForm(ThirdPersonMixin, forms.Form):
    """How it went, in running text."""

    free_text = ("summary", "format", "next_gathering", "closing")

    seen = forms.IntegerField(widget=forms.HiddenInput)
    format = forms.CharField(
        label=_("How did it go?"),
        help_text=_(
            "Who opened, how people talked with each other, where it was. Two sentences will do."
        ),
        max_length=5000,
        required=False,
        widget=lines(6),
    )
    summary = forms.CharField(
        label=_("In one sentence"),
        help_text=_("Lists and search results show this."),
        max_length=400,
        required=False,
        widget=lines(2),
    )
    counted_present = forms.IntegerField(
        label=_("How many people were there?"),
        min_value=0,
        max_value=MOST_PRESENT,
        required=False,
        help_text=_("Leave empty where everybody was checked in at the door."),
    )
    next_gathering = forms.CharField(
        label=_("When is the next gathering?"), max_length=1000, required=False, widget=lines(2)
    )
    closing = forms.CharField(
        label=_("A word to close"), max_length=3000, required=False, widget=lines(3)
    )

    def __init__(self, event: Event, draft: ReportPage, seen: int, data: Any = None) -> None:
        names = ("format", "summary", "next_gathering", "closing")
        initial = {name: getattr(draft, name) for name in names}
        initial |= {"counted_present": event.counted_present, "seen": seen}
        super().__init__(data, initial=initial)


class SpeakerForm(ThirdPersonMixin, forms.Form):
    """Who spoke to everybody: for which organisation, as what, and what they told."""

    free_text = ("message",)

    organisation = organisations(_("For which organisation?"))
    who = forms.CharField(
        label=_("Who, in words"),
        help_text=_("Such as: the alderman, or a volunteer. A name only if they agreed to it."),
        max_length=150,
        required=False,
    )
    message = forms.CharField(
        label=_("What did they tell?"), max_length=3000, required=False, widget=lines(4)
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("who") and not cleaned.get("organisation"):
            self.add_error("who", _("Say who spoke: an organisation, or in words."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields of a speaker."""
        return {name: self.cleaned_data[name] for name in ("who", "organisation", "message")}


class SessionTitleForm(forms.Form):
    """A session that was not in the programme."""

    title = forms.CharField(label=_("What was the session called?"), max_length=150)


class DownloadForm(ThirdPersonMixin, forms.Form):
    """A file that everybody may have, such as a presentation."""

    free_text = ("title",)

    title = forms.CharField(label=_("What is it?"), max_length=255)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF or a text document. Everybody can read it, so no lists of names."),
        validators=[FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS)],
        widget=forms.FileInput(
            {"accept": ",".join(f".{each}" for each in settings.WAGTAILDOCS_EXTENSIONS)}
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        longest = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        if file.size > longest:
            raise forms.ValidationError(
                _("This file is too big: at most %(size)s.") % {"size": filesizeformat(longest)}
            )
        return file
