"""The form of an update: one line is enough, the rest folds open."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from coalitions.enums import ActionState, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.models import Action, Coalition
from coalitions.services.lessons import LONGEST
from coalitions.services.photos import shrunk

PHOTOS = "image/jpeg,image/png,image/webp"


def _text(rows: int, **attrs: Any) -> forms.Textarea:
    return forms.Textarea({"rows": rows} | attrs)


class UpdateForm(ThirdPersonMixin, forms.Form):
    """What happened, and what folds open below it."""

    free_text = ("happened", "needed", "helpers", "lesson", "photo_alt")

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    happened = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        widget=_text(4),
        error_messages={"required": _("Say what happened. One sentence is enough.")},
    )
    needed = forms.CharField(
        label=_("What is still needed?"), max_length=2000, required=False, widget=_text(3)
    )
    helpers = forms.CharField(
        label=_("Who can help?"), max_length=2000, required=False, widget=_text(2)
    )
    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("Only with people who agree to be on the site. We remove where it was taken."),
        required=False,
        widget=forms.FileInput({"accept": PHOTOS}),
    )
    photo_alt = forms.CharField(
        label=_("What is on the photo?"),
        help_text=_("For whoever cannot see it. Such as: six neighbours around a table."),
        max_length=200,
        required=False,
    )
    decorative = forms.BooleanField(
        label=_("The photo tells nothing that is not in the text"), required=False
    )
    lesson = forms.CharField(
        label=_("What did you learn?"),
        help_text=_(
            "One sentence that helps others. An editor looks first, then everybody may read it."
        ),
        max_length=LONGEST,
        required=False,
        widget=_text(2),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read this?"),
        choices=Visibility.choices,
        initial=Visibility.NETWORK,
        widget=forms.RadioSelect,
    )
    happened_on = forms.DateField(
        label=_("When was it?"),
        initial=timezone.localdate,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_photo(self) -> Any:
        """Make it small and take out what a phone writes into it."""
        photo = self.cleaned_data["photo"]
        try:
            return shrunk(photo) if photo else None
        except CoalitionError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                _("That day has yet to come. Choose today or an earlier day.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.has_photo() and not cleaned.get("photo_alt") and not cleaned.get("decorative"):
            self.add_error(
                "photo_alt",
                _("Say what is on the photo, or tick that it tells nothing new. Choose it again."),
            )
        if cleaned.get("decorative"):
            cleaned["photo_alt"] = ""
        return cleaned

    def has_photo(self) -> bool:
        """Whether there is a photo to describe."""
        return bool(self.cleaned_data.get("photo"))

    def texts(self) -> dict[str, Any]:
        """Return what both a new and a changed update hold."""
        names = ("happened", "needed", "helpers", "visibility", "happened_on")
        return {name: self.cleaned_data[name] for name in (*names, "photo", "photo_alt")}


class NewUpdateForm(UpdateForm):
    """A new update; it may move actions, and the coordinator may write down a lead's words."""

    def __init__(self, *args: Any, coalition: Coalition, teller: Any, **kwargs: Any) -> None:
        leads = teller in coalition.leads
        on_behalf = not leads and teller.has_perm("coalitions.post_for_lead")
        super().__init__(*args, **kwargs)
        self.fields["as_call"] = forms.BooleanField(
            label=_("Also put this on the list of calls, where others can offer help"),
            required=False,
        )
        self.leads = {str(lead.pk): lead for lead in coalition.leads} if on_behalf else {}
        if self.leads:
            self._ask_whose_words()
        to_do = Action.objects.filter(plan__coalition=coalition).to_do()
        # Whoever takes part tells; what became of an action is for who keeps the coalition going.
        self.actions = list(to_do) if leads or on_behalf else []
        for action in self.actions:
            choices = [("", _("Stays as it is"))]
            choices += [each for each in ActionState.choices if each[0] != action.state]
            self.fields[f"move_{action.pk}"] = forms.ChoiceField(
                label=str(action), choices=choices, required=False
            )

    def _ask_whose_words(self) -> None:
        names = [(pk, lead.name or lead.email) for pk, lead in self.leads.items()]
        self.fields["noted_for"] = forms.ChoiceField(
            label=_("Whose words are these?"),
            choices=[*names, ("", _("My own"))],
            initial=names[0][0],
            required=False,
            widget=forms.RadioSelect,
        )

    @property
    def moves(self) -> list[Any]:
        """Return the fields that move an action."""
        return [self[f"move_{action.pk}"] for action in self.actions]

    def posted(self) -> dict[str, Any]:
        """Return what `post_update` asks for."""
        cleaned = self.cleaned_data
        moves = [(action, cleaned[f"move_{action.pk}"]) for action in self.actions]
        return self.texts() | {
            "key": cleaned["key"],
            "lesson_statement": cleaned["lesson"],
            "as_call": cleaned["as_call"],
            "noted_for": self.leads.get(cleaned.get("noted_for", "")),
            "moves": [(action, state) for action, state in moves if state],
        }


class EditUpdateForm(UpdateForm):
    """An update that is changed; a lesson noted with it is a page of its own by now."""

    remove_photo = forms.BooleanField(label=_("Take the photo away"), required=False)

    def __init__(self, *args: Any, update: Any, **kwargs: Any) -> None:
        names = ("happened", "needed", "helpers", "visibility", "happened_on", "photo_alt")
        initial = {name: getattr(update, name) for name in names}
        initial["decorative"] = bool(update.photo_id) and not update.photo_alt
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.update = update
        del self.fields["lesson"]
        if not update.photo_id:
            del self.fields["remove_photo"]

    def has_photo(self) -> bool:
        kept = self.update.photo_id and not self.cleaned_data.get("remove_photo")
        return bool(kept) or super().has_photo()

    def changes(self) -> dict[str, Any]:
        """Return what `edit_update` asks for."""
        return self.texts() | {"remove_photo": self.cleaned_data.get("remove_photo", False)}
