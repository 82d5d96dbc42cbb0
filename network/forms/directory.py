"""What the directory is searched and narrowed by; it works by plain GET."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models.vocabulary import VocabularyEntry
from network.enums import Background
from network.models import Neighbourhood, Subject

HAS = {
    "offers": (_("Offers something"), ~Q(offers="")),
    "seeks": (_("Seeks something"), ~Q(seeks="")),
}


def _entries(vocabulary: type[VocabularyEntry]) -> list[tuple[str, str]]:
    pairs = ((entry.code, entry.label) for entry in vocabulary._default_manager.all())
    return sorted(pairs, key=lambda pair: pair[1])


class DirectoryForm(forms.Form):
    """Words and choices. A choice that does not exist is said so and filters nothing."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Search by name, organisation or word"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    background = forms.ChoiceField(label=_("Background"), required=False)
    neighbourhood = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    has = forms.MultipleChoiceField(
        label=_("Working together"),
        choices=[(code, label) for code, (label, _condition) in HAS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._offer("background", Background.choices)
        self._offer("neighbourhood", _entries(Neighbourhood))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    @property
    def words(self) -> str:
        """What was typed, where it is not too long."""
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    @property
    def in_use(self) -> bool:
        """Whether anything was typed or chosen, valid or not."""
        return any(self[name].value() for name in self.fields)

    @property
    def is_narrowed(self) -> bool:
        """Whether a choice was made besides the words."""
        return any(self[name].value() for name in self.fields if name != "q")

    def conditions(self) -> list[Q]:
        """Return what the valid choices ask of a member or an organisation."""
        self.is_valid()
        chosen = self.cleaned_data
        found = [HAS[code][1] for code in chosen.get("has") or ()]
        if chosen.get("background"):
            found.append(Q(background=chosen["background"]))
        if chosen.get("neighbourhood"):
            found.append(self.is_in(chosen["neighbourhood"]))
        return found

    def is_in(self, neighbourhood: str) -> Q:
        """Return what a neighbourhood asks: an organisation that names none works in all."""
        return Q(neighbourhoods__code=neighbourhood) | Q(neighbourhoods=None)


class MemberDirectoryForm(DirectoryForm):
    """People also know much about something."""

    expertise = forms.ChoiceField(label=_("Knows much about"), required=False)
    field_order = ("q", "expertise", "background", "neighbourhood", "has")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self._offer("expertise", _entries(Subject))

    def conditions(self) -> list[Q]:
        found = super().conditions()
        if code := self.cleaned_data.get("expertise"):
            found.append(Q(expertise__code=code))
        return found

    def is_in(self, neighbourhood: str) -> Q:
        return Q(neighbourhood__code=neighbourhood)
