"""A comment: what somebody says, and for whom."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.comments.people import can_be_named, matching
from cms.credits import organisation_name
from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm

LONGEST = 2000
# A comment for more people than this is a mailing.
MOST_NAMED = 5
# More people of one name than this nobody chooses from.
MOST_SHOWN = 10


class ChangeForm(ThirdPersonMixin, forms.Form):
    """Other words for what one said."""

    free_text: ClassVar[Sequence[str]] = ("text",)

    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 4})
    )


class CommentForm(ThirdPersonMixin, KeyedForm):
    """A comment or an answer; names that several people have are chosen from a list."""

    free_text: ClassVar[Sequence[str]] = ("text",)

    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=LONGEST, widget=forms.Textarea({"rows": 4})
    )
    whom = forms.CharField(
        label=gettext_lazy("For whom? (may stay empty)"),
        help_text=gettext_lazy(
            "Type the name of a member; more than one with a comma. They get a mail at once."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, page: Any, user: Any, **kwargs: Any) -> None:
        # Two forms on one page have fields of the same name: each its own ids.
        super().__init__(data, auto_id=kwargs.pop("auto_id", "id_%s"), **kwargs)
        self._page, self._user = page, user

    def clean(self) -> dict[str, Any]:
        """Put the accounts that were meant in `whom`; ask which one where several are called so."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            # Here and not in a `clean_whom`: the form may gain a field.
            data["whom"] = self._meant(data.get("whom") or "")
        except forms.ValidationError as error:
            self.add_error("whom", error)
        return data

    def _meant(self, typed: str) -> list[int]:
        parts = [part for part in typed.split(",") if part.strip()]
        people = can_be_named(self._page, self._user) if parts else {}
        chosen = {int(pk) for pk in self._chosen() if pk.isdecimal()} & people.keys()
        meant: set[int] = set()
        several: list[int] = []
        for part in parts:
            found = self._called(people, part)
            if len(found) > 1:
                several += found
                meant |= chosen & set(found)
            else:
                meant |= set(found)
        self._refuse(people, several, meant)
        return sorted(meant)

    def _chosen(self) -> list[str]:
        data: Any = self.data
        return list(data.getlist("people")) if hasattr(data, "getlist") else []

    def _called(self, people: dict[int, str], part: str) -> list[int]:
        found = matching(people, part)
        if not found or len(found) > MOST_SHOWN:
            said = _("We know nobody called “%(name)s” who can read this page.")
            many = _("Many people are called “%(name)s”. Type the whole name.")
            name = {"name": part.strip()}
            raise forms.ValidationError(many if found else said, params=name)
        return found

    def _refuse(self, people: dict[int, str], several: list[int], meant: set[int]) -> None:
        """Offer a choice below the names, and ask for it while it was not made."""
        if several:
            self.fields["people"] = self._choice(people, several)
            self.order_fields(["text", "whom", "people"])
            if not meant & set(several):
                raise forms.ValidationError(_("Several people are called so. Choose below."))
        if len(meant) > MOST_NAMED:
            most = {"most": MOST_NAMED}
            raise forms.ValidationError(_("At most %(most)d people at once."), params=most)

    def _choice(self, people: dict[int, str], several: list[int]) -> forms.Field:
        accounts = get_user_model()._default_manager.in_bulk(several)
        labels = [
            (str(pk), f"{people[pk]} ({organisation})" if organisation else people[pk])
            for pk in dict.fromkeys(several)
            for organisation in [organisation_name(accounts[pk])]
        ]
        return forms.MultipleChoiceField(
            label=_("Whom do you mean?"),
            choices=labels,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
