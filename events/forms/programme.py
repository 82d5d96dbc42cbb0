"""Rounds, sessions and questions, one form for each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from coalitions.forms.people import MemberField, members
from events.enums import QuestionKind
from events.forms.when import WhenForm, when_of
from events.models import Event, Question, Session, Slot
from network.models import Organisation


class SlotForm(WhenForm):
    """From when until when a round takes; on which day, where there are several."""

    def __init__(self, data: Any = None, *, event: Event, part: Slot) -> None:
        self.zone = event.zone
        starts_at, ends_at = part.starts_at or event.starts_at, part.ends_at or event.ends_at
        initial = when_of(starts_at, ends_at, self.zone)
        super().__init__(data, initial=initial if part.pk else {"day": initial["day"]})
        first, last = event.starts_at.astimezone(self.zone), event.ends_at.astimezone(self.zone)
        if first.date() == last.date():
            del self.fields["last_day"]

    def values(self) -> dict[str, Any]:
        """Return what is kept."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}


class SessionForm(ThirdPersonMixin, forms.Form):
    """What a session is about, who leads it, where, and for how many."""

    free_text = ("title_nl", "title_en")

    title_nl = forms.CharField(label=_("Title in Dutch"), max_length=150)
    title_en = forms.CharField(
        label=_("Title in English (may stay empty)"), max_length=150, required=False
    )
    capacity = forms.IntegerField(
        label=_("How many places?"),
        help_text=_("Leave empty where everybody fits."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    room = forms.CharField(label=_("Room (may stay empty)"), max_length=100, required=False)
    host_organisation = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Organisation of the host"),
        help_text=_("Everybody sees this with the session."),
        required=False,
        empty_label=_("None"),
    )
    host = MemberField(
        label=_("Who leads it, with an account"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
    )
    host_email = forms.EmailField(
        label=_("E-mail address of the host, without an account"),
        help_text=_("Nobody sees it. On the day a link to write the report goes there."),
        required=False,
    )

    def __init__(self, data: Any = None, *, event: Event, part: Session) -> None:
        names = [*self.base_fields]
        super().__init__(data, initial={name: getattr(part, name) for name in names})
        host: Any = self.fields["host"]
        host.queryset = members()

    def values(self) -> dict[str, Any]:
        """Return what is kept."""
        return {name: self.cleaned_data[name] for name in self.base_fields}


class QuestionForm(forms.Form):
    """What is asked with the registration, and when the answers are forgotten."""

    text_nl = forms.CharField(
        label=_("Question in Dutch"),
        help_text=_("Ask only what you need to know to prepare the day."),
        max_length=200,
    )
    text_en = forms.CharField(
        label=_("Question in English (may stay empty)"), max_length=200, required=False
    )
    kind = forms.ChoiceField(
        label=_("How do people answer?"),
        choices=QuestionKind.choices,
        initial=QuestionKind.TEXT,
        widget=forms.RadioSelect,
    )
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("One on each line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_required = forms.BooleanField(label=_("Everybody has to answer"), required=False)
    retention_days = forms.IntegerField(
        label=_("Forget the answers after so many days"),
        help_text=_("Counted from the end of the event."),
        min_value=0,
        max_value=90,
        initial=7,
    )

    def __init__(self, data: Any = None, *, event: Event, part: Question) -> None:
        names = [*self.base_fields] if part.pk else []
        super().__init__(data, initial={name: getattr(part, name) for name in names})

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        lines = [line.strip() for line in values.get("options", "").splitlines() if line.strip()]
        if values.get("kind") != QuestionKind.CHOICE:
            return values | {"options": ""}
        if "options" in values and len(lines) < 2:
            self.add_error("options", _("Give at least two answers to choose from."))
        return values | {"options": "\n".join(lines)}

    def values(self) -> dict[str, Any]:
        """Return what is kept."""
        return {name: self.cleaned_data[name] for name in self.base_fields}
