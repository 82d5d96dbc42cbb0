"""Registering for somebody else: who called, who stands at the door, a colleague."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.enums import RegistrationSource
from events.forms.registering import RegistrationForm
from events.models import Event
from events.services.registering import Person, Wish
from network.models import Member


class AddForm(RegistrationForm):
    """Somebody who called: a name, and a way to reach them."""

    name = forms.CharField(label=_("Name"), max_length=100)
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("They get a mail with a link to change or cancel."),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    organisation_text = forms.CharField(
        label=_("Organisation (may stay empty)"), max_length=150, required=False
    )
    field_order = ("key", "name", "phone", "email", "organisation_text")
    source = RegistrationSource.ORGANISER

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        for question in self._questions:
            # Who calls may not know, and nobody is sent away over it.
            self.fields[f"question_{question.pk}"].required = False

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        reached = values.get("phone") or values.get("email") or "email" in self.errors
        if not reached and self.source == RegistrationSource.ORGANISER:
            self.add_error("phone", _("Fill in a phone number or an e-mail address."))
        return values

    def wish_of(self, by: Any) -> Wish:
        """Return what was filled in by `by`, for somebody else."""
        names = ("name", "phone", "email", "organisation_text")
        person = Person(**{name: self.cleaned_data[name] for name in names})
        return self._wish(person, self.source, by)


class WalkInForm(AddForm):
    """Somebody at the door: a name is enough, and nobody asks what they eat tomorrow."""

    source = RegistrationSource.WALK_IN

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, event=event, **kwargs)
        for question in self._questions:
            del self.fields[f"question_{question.pk}"]
        self._questions = []
        self.fields["phone"].label = _("Phone number (may stay empty)")
        self.fields["email"].label = _("E-mail address (may stay empty)")


class ColleagueForm(RegistrationForm):
    """A colleague: their name and address; they hear who registered them."""

    name = forms.CharField(label=_("Name of your colleague"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("They get a mail that says that you did this, with a link to cancel."),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={
            "invalid": _("This address is not complete. It looks like: name@example.org."),
        },
    )
    field_order = ("key", "name", "email")

    def wish_of(self, by: Any) -> Wish:
        """Return what was filled in by `by`, for somebody of the same organisation."""
        member = Member.objects.select_related("organisation").filter(user=by).first()
        known = member and not member.organisation_claimed
        person = Person(
            name=self.cleaned_data["name"],
            email=self.cleaned_data["email"],
            organisation=member.organisation if member and known else None,
        )
        return self._wish(person, RegistrationSource.MEMBER, by)
