"""What somebody chooses to be told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import MailChoice
from cms.notices.kinds import kinds


class ChoiceForm(forms.Form):
    """The weekly mail, and each kind of news; what is ticked is told."""

    weekly = forms.BooleanField(label=_("Mail me once a week"), required=False)
    told = forms.MultipleChoiceField(
        label=_("What do you want to hear about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    at_once = forms.MultipleChoiceField(
        label=_("What do we mail you at once?"),
        help_text=_("It is then not in the mail of the week."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any, choice: MailChoice) -> None:
        names = [name for name in kinds.names() if _offered(name, choice.user)]
        told = [name for name in names if name not in choice.muted]
        initial = {"weekly": choice.weekly, "told": told, "at_once": choice.at_once}
        super().__init__(data, initial=initial)
        # What is not asked stays as it was.
        self._kept = set(choice.muted) - set(names)
        self._names = set(names)
        field: Any = self.fields["told"]
        field.choices = [(name, kinds[name].label) for name in names]
        hasty: Any = self.fields["at_once"]
        hasty.choices = [(name, label) for name, label in field.choices if kinds[name].at_once]
        if not hasty.choices:
            del self.fields["at_once"]

    def kinds_chosen(self) -> dict[str, set[str]]:
        """Return the kinds that were not ticked, and those to mail at once where that is asked."""
        chosen = {"muted": self._kept | (self._names - set(self.cleaned_data["told"]))}
        if "at_once" in self.fields:
            chosen["at_once"] = set(self.cleaned_data["at_once"])
        return chosen


def _offered(name: str, user: Any) -> bool:
    permission = kinds[name].permission
    return not permission or bool(user.has_perm(permission))
