"""Forms for who looks after pages."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cms.care.reads import keeper_name, keepers


class KeeperField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Somebody who takes part, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keepers(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return keeper_name(obj)


class ShownAgain(forms.Form):
    """A form that is shown once more, in words, before anything happens."""

    def said(self) -> list[tuple[str, str]]:
        """Return each answer that was given, with its question."""
        return [
            (str(self.fields[name].label), _in_words(value))
            for name, value in self.cleaned_data.items()
            if value
        ]


def _in_words(value: Any) -> str:
    return date_format(value, "j F Y") if isinstance(value, date) else keeper_name(value)


class BulkForm(ShownAgain):
    """What happens to the pages that were ticked; what is left empty stays as it is."""

    owner = KeeperField(label=_("Who looks after them from now on?"), required=False)
    deputy = KeeperField(label=_("Who does when that person is away?"), required=False)
    review_on = forms.DateField(
        label=_("Read them again before"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "deputy"):
            field: Any = self.fields[name]
            field.empty_label = _("Stays as it is")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(found.values()):
            raise forms.ValidationError(_("Choose what has to change."))
        return found


class LeaverForm(ShownAgain):
    """Who takes over everything that somebody looked after."""

    to = KeeperField(label=_("Who takes over all of these pages?"))
