"""What members tell about themselves: one small form for each question of the profile."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from network.enums import Background, Consent
from network.models import Member, Neighbourhood, Organisation, Subject, User

# What each choice means for the reader, not for us.
CONSENT_IN_WORDS = [
    (Consent.NOBODY, _("Nobody. Only the people who keep the network going can reach you.")),
    (Consent.NETWORK, _("Members of the network. They see it when they are signed in.")),
    (Consent.PUBLIC, _("Everybody. It may be on a page that anyone can read.")),
]


class OwnForm(ThirdPersonMixin, forms.ModelForm):  # type: ignore[type-arg]  # no generic
    """Saves its own fields only: what another screen saved meanwhile stays."""

    def save(self, commit: bool = True) -> Any:
        columns = {field.name for field in self.instance._meta.concrete_fields}
        self.instance.save(update_fields=columns & set(self.fields) & set(self.cleaned_data))
        self._save_m2m()  # type: ignore[attr-defined]  # of ModelForm, not in its stubs
        return self.instance


def _lines() -> forms.Textarea:
    """On a phone a sentence is longer than a line: all of it stays in sight."""
    return forms.Textarea(attrs={"rows": 3})


def consent_field(label: Any) -> forms.ChoiceField:
    """Return the question who may see one way to reach somebody."""
    return forms.ChoiceField(label=label, choices=CONSENT_IN_WORDS, widget=forms.RadioSelect)


class NameForm(OwnForm):
    name = forms.CharField(label=_("What is your name?"), max_length=150)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name"]


class BackgroundForm(OwnForm):
    background = forms.ChoiceField(
        label=_("Which describes you best in this network?"),
        choices=Background.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["background"]


class OrganisationForm(OwnForm):
    free_text = ("function",)
    organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("For which organisation or initiative?"),
        help_text=_("Not in the list? Leave this empty and call us, then we add it."),
        required=False,
        empty_label=_("None"),
    )

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["organisation", "function"]
        labels: ClassVar[dict[str, Any]] = {"function": _("What do you do there?")}
        help_texts: ClassVar[dict[str, Any]] = {
            "function": _("Such as: neighbourhood worker, volunteer in the garden.")
        }

    def save(self, commit: bool = True) -> Any:
        if "organisation" in self.changed_data:
            # Whoever chooses an organisation does not speak for it at once.
            self.instance.organisation_claimed = self.instance.organisation_id is not None
            self.instance.save(update_fields=["organisation_claimed"])
        return super().save(commit)


class NeighbourhoodForm(OwnForm):
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.all(),
        label=_("In which neighbourhood are you active?"),
        required=False,
        empty_label=_("The whole city, or rather not"),
    )

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["neighbourhood"]


class IntroductionForm(OwnForm):
    free_text = ("introduction",)

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["introduction"]
        widgets: ClassVar[dict[str, Any]] = {"introduction": _lines()}
        labels: ClassVar[dict[str, Any]] = {"introduction": _("Who are you, in one sentence?")}


def _subjects(label: Any) -> forms.Field:
    return forms.ModelMultipleChoiceField(
        Subject.objects.all(), label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class ExpertiseForm(OwnForm):
    expertise = _subjects(_("What do you know much about?"))

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["expertise"]


class InterestsForm(OwnForm):
    interests = _subjects(_("What would you like to know more about?"))

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["interests"]


class OffersForm(OwnForm):
    free_text = ("offers",)

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["offers"]
        widgets: ClassVar[dict[str, Any]] = {"offers": _lines()}
        labels: ClassVar[dict[str, Any]] = {"offers": _("What may others ask you for?")}
        help_texts: ClassVar[dict[str, Any]] = {
            "offers": _("Such as: a room on Tuesdays, an hour of thinking along.")
        }


class SeeksForm(OwnForm):
    free_text = ("seeks",)

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["seeks"]
        widgets: ClassVar[dict[str, Any]] = {"seeks": _lines()}
        labels: ClassVar[dict[str, Any]] = {"seeks": _("What could you use from others?")}
        help_texts: ClassVar[dict[str, Any]] = {
            "seeks": _("Such as: volunteers who drive, someone who speaks Arabic.")
        }


class ContactForm(OwnForm):
    """The number, and for each way to reach somebody who may see it."""

    phone_consent = consent_field(_("Who may see your phone number?"))
    email_consent = consent_field(_("Who may see your e-mail address?"))

    class Meta:
        model = Member
        fields: ClassVar[list[str]] = ["phone", "phone_consent", "email_consent"]
        labels: ClassVar[dict[str, Any]] = {"phone": _("Your phone number (may stay empty)")}
        widgets: ClassVar[dict[str, Any]] = {
            "phone": forms.TextInput({"type": "tel", "autocomplete": "tel"})
        }


class OwnOrganisationForm(OwnForm):
    """What a member may tell of the organisation they belong to."""

    free_text = ("description", "offers", "seeks")

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = ["description", "offers", "seeks"]
        labels: ClassVar[dict[str, Any]] = {
            "description": _("What does it do?"),
            "offers": _("What may others ask it for?"),
            "seeks": _("What could it use?"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            name: forms.Textarea({"rows": 3}) for name in ("description", "offers", "seeks")
        }
