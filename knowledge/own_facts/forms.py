"""The five things that an organisation changes by itself, and their words in other languages."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.detector.forms import ThirdPersonMixin
from knowledge.models import Activity
from knowledge.own_facts.services import FACTS, SPOKEN

_ROWS = {"how_to_join": 3}
_KEYBOARDS = {"phone": {"type": "tel"}, "website": {"inputmode": "url"}}


class OwnFactsForm(ThirdPersonMixin, forms.Form):
    """Where, when, how you join, phone and website; only what was changed is handed on.

    Each field carries what it showed: whoever changes the phone number does not put back the
    place that a colleague changed in the meantime.
    """

    # Not the address and phone number of the organisation itself, which belong here.
    free_text: ClassVar[Sequence[str]] = ("frequency",)

    def __init__(
        self, data: Any = None, *, activity: Activity, others: Mapping[str, Activity]
    ) -> None:
        super().__init__(data)
        self.others = dict(others)
        original = activity.original
        for name in FACTS:
            self._add(name, name, original)
        for language, page in self.others.items():
            for name in SPOKEN:
                self._add(f"{name}_{language}", name, page)

    def _add(self, key: str, name: str, page: Activity) -> None:
        model_field: Any = Activity._meta.get_field(name)
        known = {"assume_scheme": "https"} if name == "website" else {}
        field: Any = model_field.formfield(show_hidden_initial=True, **known)
        rows = _ROWS.get(name)
        field.widget = (
            forms.Textarea({"rows": rows}) if rows else forms.TextInput(_KEYBOARDS.get(name))
        )
        field.label = model_field.verbose_name.capitalize()
        field.initial = getattr(page, name)
        self.fields[key] = field

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and sum(sign.isdigit() for sign in phone) < 3:
            raise forms.ValidationError(_("This is not a phone number."))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("phone") and not cleaned.get("how_to_join"):
            self.add_error(
                "phone",
                _("Not everybody has internet: fill in a phone number, or tell how you join."),
            )
        return cleaned

    @property
    def own_fields(self) -> list[Any]:
        """The fields in the site's own language, and the box to tick where one is asked for."""
        elsewhere = {field.name for group in self.other_languages for field in group["fields"]}
        return [field for field in self if field.name not in elsewhere]

    @property
    def other_languages(self) -> list[dict[str, Any]]:
        """For each other language its name and its fields; they may stay folded."""
        names = dict(settings.LANGUAGES)
        return [
            {
                "name": str(names[language]),
                "code": language,
                "fields": [self[f"{name}_{language}"] for name in SPOKEN],
                "open": any(self[f"{name}_{language}"].errors for name in SPOKEN),
            }
            for language in self.others
        ]

    def values(self) -> dict[str, str]:
        """Return the facts that were changed."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.changed_data}

    def spoken(self) -> dict[str, dict[str, str]]:
        """Return the words of other languages that were changed, by language code."""
        return {
            language: {
                name: self.cleaned_data[f"{name}_{language}"]
                for name in SPOKEN
                if f"{name}_{language}" in self.changed_data
            }
            for language in self.others
        }


OWN_FACTS_LABEL = gettext_lazy("Change phone, place or time")
