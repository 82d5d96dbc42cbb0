"""Forms for tables that come in and go out."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.exchange.reading import MAX_BYTES


class UploadForm(forms.Form):
    """A file with a table."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 5 MB and 5,000 rows."),
        error_messages={"empty": gettext_lazy("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def clean_file(self) -> bytes:
        """Return what is in the file; one that is too large is not read at all."""
        upload = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 5 MB. Split it into smaller ones.")
            )
        content: bytes = upload.read()
        return content


class ExportForm(forms.Form):
    """What kind of file to make."""

    form = forms.ChoiceField(
        label=gettext_lazy("Which kind of file?"),
        choices=[
            ("xlsx", gettext_lazy("Excel (.xlsx)")),
            ("csv", gettext_lazy("CSV, for other programs")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
