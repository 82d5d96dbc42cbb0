"""Asking to take part, and deciding about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from network.enums import Background
from network.models import Application, Organisation
from network.services.joining import Place, Wish


class JoinForm(ThirdPersonMixin, forms.Form):
    """Four questions, of which one may stay empty."""

    free_text = ("sentence",)

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Here you get our answer."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    organisation = forms.CharField(
        label=_("Your organisation or initiative (may stay empty)"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    sentence = forms.CharField(
        label=_("What would you like to do, in one sentence?"),
        help_text=_("Such as: I want to cook with people from my street once a month."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )

    def wish(self, language: str) -> Wish:
        """Return what was filled in."""
        names = ("name", "email", "organisation", "sentence")
        return Wish(**{name: self.cleaned_data[name] for name in names}, language=language)


class AcceptForm(forms.Form):
    """Where a newcomer belongs."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation"),
        required=False,
        empty_label=_("None, or not in this list"),
    )
    new_organisation = forms.CharField(
        label=_("Or a new organisation"),
        help_text=_("With this name it is added to the list. Empty it if nothing is to be added."),
        max_length=150,
        required=False,
    )
    background = forms.ChoiceField(
        label=_("Background"),
        choices=[("", _("Not known")), *Background.choices],
        required=False,
    )

    @classmethod
    def about(cls, application: Application, data: Any = None) -> "AcceptForm":
        """Return the form with what the application says filled in."""
        known = Organisation.objects.filter(name__iexact=application.organisation).first()
        return cls(
            data,
            prefix="accept",
            initial={
                "organisation": known,
                "new_organisation": "" if known else application.organisation,
                "background": known.background if known else "",
            },
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation") and cleaned.get("new_organisation"):
            raise forms.ValidationError(
                _("Choose an organisation from the list, or give the name of a new one. Not both.")
            )
        return cleaned

    def place(self) -> Place:
        """Return what was chosen."""
        return Place(**self.cleaned_data)


class DeclineForm(forms.Form):
    """Whether somebody is told why they cannot take part."""

    tell = forms.ChoiceField(
        label=_("Do we tell this person?"),
        choices=[
            ("yes", _("Yes, by mail, with the reason below")),
            ("no", _("No, send nothing (such as for an advertisement)")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("The reason, in kind words"),
        help_text=_(
            "It stands in the mail as you write it here. It is not kept with the application."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("tell") == "yes" and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason, or choose to send nothing."))
        return cleaned

    def reason_to_mail(self) -> str:
        """Return the reason, empty where nothing is mailed."""
        return str(self.cleaned_data["reason"]) if self.cleaned_data["tell"] == "yes" else ""
