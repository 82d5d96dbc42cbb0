"""Asking in two fields with the rest folded; answering, bringing in, and closing."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from coalitions.enums import CallKind, Visibility
from coalitions.forms.titled import CoalitionField, ThemeField
from coalitions.models import Call, Coalition
from coalitions.services.answers import Outsider
from coalitions.services.calls import Asked, own_coalitions
from network.models import Neighbourhood

# A first proposal: long enough to be read in one weekly mail or another.
USUAL = timedelta(weeks=4)
LONGEST = timedelta(days=365)
# What people put in front of the lines of a list.
_BEFORE = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])?\s*")
FOLDED = ("details", "theme", "neighbourhood", "coalition", "visibility", "occasion")
VISIBILITIES = [
    (Visibility.NETWORK, _("Members of the network")),
    (Visibility.PUBLIC, _("Everybody, also on the front page")),
    (Visibility.COALITION, _("Only the coalition chosen above")),
]


class _Frame(ThirdPersonMixin, KeyedForm):
    """What a call and a consultation share."""

    def _neighbourhood(self) -> forms.Field:
        return forms.ModelChoiceField(
            Neighbourhood.objects.all(),
            label=_("Neighbourhood"),
            required=False,
            empty_label=_("The whole city"),
        )

    def _visibility(self, choices: Sequence[Any]) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("Who may read this?"),
            choices=choices,
            initial=Visibility.NETWORK,
            widget=forms.RadioSelect,
        )


class CallForm(_Frame):
    """What is sought and until when; the rest may stay folded."""

    free_text: ClassVar[Sequence[str]] = ("line", "details", "occasion")

    line = forms.CharField(max_length=200, widget=forms.Textarea({"rows": 2}))
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("After this day it closes by itself. Empty: until you close it."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    details = forms.CharField(
        label=_("More about it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data: Any = None, *, user: Any, kind: str, call: Call | None = None) -> None:
        self.kind, self.call = kind, call
        super().__init__(data, initial=_initial(call, kind))
        self.fields["theme"] = ThemeField(label=_("Topic"))
        self.fields["neighbourhood"] = self._neighbourhood()
        self._offer_coalitions(user)
        self.fields["occasion"] = forms.CharField(
            label=_("Brought in at"),
            help_text=_("Such as a gathering or a consultation in a neighbourhood."),
            max_length=150,
            required=False,
        )
        if kind == CallKind.QUESTION:
            del self.fields["until"]
        line: Any = self.fields["line"]
        line.label, line.help_text = _WORDS[kind]

    def _offer_coalitions(self, user: Any) -> None:
        """Ask for whom, and offer the circle of a coalition, only where there is one."""
        mine = own_coalitions(user)
        if self.call and self.call.coalition_id:
            mine = Coalition.objects.filter(
                pk__in=[*mine.values_list("pk", flat=True), self.call.coalition_id]
            )
        choices = list(VISIBILITIES)
        if mine.exists():
            self.fields["coalition"] = CoalitionField(
                mine,
                label=_("On behalf of a coalition"),
                required=False,
                empty_label=_("No, for myself or my organisation"),
            )
        else:
            choices.pop()
        self.fields["visibility"] = self._visibility(choices)

    def clean_line(self) -> str:
        return " ".join(self.cleaned_data["line"].split())

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        today = timezone.localdate()
        unchanged = self.call is not None and day == self.call.until
        if day and not unchanged and not today <= day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day between today and a year from now."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("visibility") == Visibility.COALITION and not cleaned.get("coalition"):
            self.add_error("coalition", _("Choose which coalition may read this."))
        return cleaned

    @property
    def first_fields(self) -> list[Any]:
        """The fields in sight: two, and what a mistake or a warning asks about."""
        return [field for field in self if field.name not in FOLDED]

    @property
    def folded_fields(self) -> list[Any]:
        return [self[name] for name in FOLDED if name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        """Whether something below the fold has to be seen: a mistake, or what is changed."""
        return self.call is not None or any(name in self.errors for name in FOLDED)

    def asked(self) -> Asked:
        """Return what was filled in."""
        names = {name for name in Asked.__slots__ if name != "kind"} & set(self.cleaned_data)
        return Asked(kind=self.kind, **{name: self.cleaned_data[name] for name in names})


_WORDS: dict[str, tuple[Any, Any]] = {
    CallKind.CALL: (
        _("What are you looking for?"),
        _("One sentence. Such as: who has a room for twenty people on a weekday evening?"),
    ),
    CallKind.QUESTION: (
        _("What is your question?"),
        _("One sentence. Such as: how do you reach people who never come to a meeting?"),
    ),
}


def _initial(call: Call | None, kind: str) -> dict[str, Any]:
    if call is None:
        return {"until": timezone.localdate() + USUAL}
    names = ("line", "until", "details", "theme", "neighbourhood", "coalition", "visibility")
    return {name: getattr(call, name) for name in (*names, "occasion", "key")}


class BringInForm(_Frame):
    """The questions of a consultation or gathering, one a line."""

    free_text: ClassVar[Sequence[str]] = ("lines", "occasion")
    MOST = 50

    occasion = forms.CharField(
        label=_("Where were they asked?"),
        help_text=_("Such as: consultation in a neighbourhood, 12 March."),
        max_length=150,
    )
    lines = forms.CharField(
        label=_("The questions, one on each line"),
        max_length=MOST * 201,
        widget=forms.Textarea({"rows": 10}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["theme"] = ThemeField(label=_("Topic"))
        self.fields["neighbourhood"] = self._neighbourhood()
        self.fields["visibility"] = self._visibility(VISIBILITIES[:2])

    def clean_lines(self) -> list[str]:
        """Return the questions, without empty lines and hyphens or numbers in front."""
        typed = self.cleaned_data["lines"].splitlines()
        lines = [line for each in typed if (line := " ".join(_BEFORE.sub("", each).split()))]
        if not lines:
            raise forms.ValidationError(_("Write at least one question."))
        if len(lines) > self.MOST:
            raise forms.ValidationError(
                _("At most %(most)d questions at once."), params={"most": self.MOST}
            )
        for line in lines:
            if len(line) > 200:
                raise forms.ValidationError(
                    _("This question is too long (200 characters at most): %(line)s…"),
                    params={"line": line[:40]},
                )
        return lines

    def frame(self) -> Asked:
        """Return what holds for all of them."""
        names = ("theme", "neighbourhood", "visibility", "occasion")
        values = {name: self.cleaned_data[name] for name in names}
        return Asked(kind=CallKind.QUESTION, line="", **values)


class AnswerForm(ThirdPersonMixin, KeyedForm):
    """A member's answer: one field."""

    free_text: ClassVar[Sequence[str]] = ("text",)

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "A good answer can become a lesson that everybody may read. "
            "Then your organisation is named, and you are not."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


class OutsideAnswerForm(AnswerForm):
    """An answer of somebody without an account."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As it will stand with your answer. Your first name is enough."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_(
            "You get a link there: your answer is shown after you open it. "
            "Nobody gets to see the address."
        ),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def who(self) -> Outsider:
        """Return who answers."""
        return Outsider(self.cleaned_data["name"], self.cleaned_data["email"])


class CloseForm(ThirdPersonMixin, forms.Form):
    """A word of thanks, or none."""

    free_text: ClassVar[Sequence[str]] = ("thanks",)

    thanks = forms.CharField(
        label=_("A word of thanks (may stay empty)"),
        help_text=_("Everybody who answered gets it, and it stands on this page."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
