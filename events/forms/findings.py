"""One thing that was said at a gathering: by itself, or with what its session brought."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from coalitions.forms.people import MemberField, members
from events.enums import FindingKind, PromiseState
from events.forms.reporting import MOST_PRESENT, lines, organisations
from events.models import Event, Finding, SessionReport, Speaker
from events.services.session_reports import Written
from knowledge.models import Activity
from network.models import Organisation

LONGEST_FINDING = 500


class ActivitiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic
    """Activities, kept as their originals and called by their title in the language of the form."""

    def __init__(self, **kwargs: Any) -> None:
        found = Activity.objects.originals().live().open_to_all().order_by("title")
        super().__init__(found, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    @cached_property
    def _titles(self) -> dict[Any, str]:
        here = Activity.objects.in_language(get_language() or settings.LANGUAGE_CODE).live()
        return dict(here.values_list("translation_key", "title"))

    def label_from_instance(self, obj: Any) -> str:
        return self._titles.get(obj.translation_key) or str(obj.title)


class FindingFields(forms.Form):
    """One thing that was said. `needs_text` is off where it goes along with other words."""

    needs_text = True

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=FindingKind.choices,
        initial=FindingKind.LESSON,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Say it in one or two sentences"),
        help_text=_("No names: say what was learned, asked or promised."),
        max_length=LONGEST_FINDING,
        required=False,
        widget=lines(3),
    )
    owner_text = forms.CharField(
        label=_("Who promised it, in words"),
        help_text=_("Such as an organisation, or what somebody does there."),
        max_length=150,
        required=False,
    )
    due = forms.DateField(
        label=_("Before which day?"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    activities = ActivitiesField(label=_("About which activities?"))

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"key": uuid4(), **(initial or {})})
        self.fields["text"].required = self.needs_text
        self.fields["kind"].required = self.needs_text

    def finding_values(self) -> dict[str, Any]:
        """Return what a finding keeps of this form."""
        names = ("kind", "text", "owner", "owner_organisation", "owner_text", "due", "activities")
        found = {each: self.cleaned_data[each] for each in names if each in self.cleaned_data}
        if "organisations" in self.cleaned_data:
            found["organisations"] = self.cleaned_data["organisations"]
        if "speaker" in self.cleaned_data:
            found["speaker"] = self.cleaned_data["speaker"]
        return found


class FindingForm(ThirdPersonMixin, FindingFields):
    """One finding; who is signed in also chooses whose promise it is and about whom it is."""

    free_text = ("text", "owner_text")

    def __init__(
        self,
        event: Event,
        data: Any = None,
        *,
        finding: Finding | None = None,
        in_network: bool = False,
        of_session: bool = True,
    ) -> None:
        super().__init__(data, initial=_said(finding) if finding else None)
        if in_network:
            self._add_network()
        if not of_session and event.speakers.exists():
            self.fields["speaker"] = forms.ModelChoiceField(
                Speaker.objects.filter(event=event),
                label=_("Who said it?"),
                required=False,
                empty_label=_("Nobody in particular"),
            )

    def _add_network(self) -> None:
        self.fields["owner"] = MemberField(
            label=_("Who promised it?"),
            queryset=members(),
            required=False,
            empty_label=_("Nobody yet"),
        )
        self.fields["owner_organisation"] = organisations(_("For which organisation?"))
        self.fields["organisations"] = forms.ModelMultipleChoiceField(
            Organisation.objects.order_by("name"),
            label=_("About which organisations?"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


def _said(finding: Finding) -> dict[str, Any]:
    names = ("key", "kind", "text", "owner_text", "due")
    keys = ("owner_id", "owner_organisation_id", "speaker_id")
    return {
        **{name: getattr(finding, name) for name in names},
        **{name.removesuffix("_id"): getattr(finding, name) for name in keys},
        "activities": list(finding.activities.values_list("pk", flat=True)),
        "organisations": list(finding.organisations.values_list("pk", flat=True)),
    }


class SessionReportForm(ThirdPersonMixin, FindingFields):
    """What a host writes; one more finding goes along with every button, so nothing gets lost."""

    free_text = ("text", "owner_text", "about", "in_short", "closing")
    needs_text = False
    # Within the fold of a promise.
    use_required_attribute = False

    present = forms.IntegerField(
        label=_("How many people were there?"),
        min_value=0,
        max_value=MOST_PRESENT,
        required=False,
    )
    about = forms.CharField(
        label=_("What was it about?"), max_length=3000, required=False, widget=lines(4)
    )
    in_short = forms.CharField(
        label=_("In short"),
        help_text=_("What must somebody know who was not there?"),
        max_length=2000,
        required=False,
        widget=lines(3),
    )
    closing = forms.CharField(label=_("To close"), max_length=2000, required=False, widget=lines(3))

    def __init__(self, report: SessionReport, data: Any = None) -> None:
        names = ("present", "about", "in_short", "closing")
        super().__init__(data, initial={name: getattr(report, name) for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text") and not cleaned.get("kind"):
            self.add_error("kind", _("Choose what it is."))
        if "add" in self.data and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write it down first, then choose “Add”."))
        return cleaned

    def written(self) -> Written:
        """Return the words of the session, and the finding where one was written."""
        names = ("present", "about", "in_short", "closing")
        has_finding = bool(self.cleaned_data.get("text"))
        return Written(
            words={name: self.cleaned_data[name] for name in names},
            key=self.cleaned_data["key"] if has_finding else None,
            finding=self.finding_values() if has_finding else {},
            hand_in="hand_in" in self.data,
        )


class PromiseForm(forms.Form):
    """What became of a promise."""

    promise_state = forms.ChoiceField(
        label=_("What became of it?"), choices=PromiseState.choices, widget=forms.RadioSelect
    )
