"""What a reviewer fills in: the texts as they should be, and a word for who suggested them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.suggestions.passages import Passage
from cms.suggestions.plain_text import one_form

NOW, SUGGESTED, OWN = "now", "suggested", "own"
# What a step asks beside this is asked on the same screen.
_COMMENT = "comment"


class TextField(forms.CharField):
    """Text in the one form in which texts of a page are compared."""

    def to_python(self, value: Any) -> str:
        return one_form(super().to_python(value) or "")


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage with its fields."""

    passage: Passage
    choice: Any
    text: Any


class ReviewForm(ThirdPersonMixin, forms.Form):
    """One text for each passage, a choice where two people changed it, and the reason."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("A word for whoever suggested it"),
        help_text=_("They read it. Needed when you decline."),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(
        self, data: Any, *, passages: Sequence[Passage], seen: int | None, step_form: Any = None
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self._passages = passages
        self._extra: list[str] = []
        for number, passage in enumerate(passages):
            if not passage.is_gone:
                self._ask(number, passage)
        for name, field in (step_form().fields if step_form else {}).items():
            if name != _COMMENT:
                self.fields[name] = field
                self._extra.append(name)
        self.declines = bool(data) and data.get("action") == "decline"

    def _ask(self, number: int, passage: Passage) -> None:
        if passage.conflict:
            self.fields[f"choice-{number}"] = forms.ChoiceField(
                label=_("What should it say?"),
                choices=[
                    (NOW, _("What the page says now")),
                    (SUGGESTED, _("What was suggested")),
                    (OWN, _("What I write below")),
                ],
                widget=forms.RadioSelect,
            )
        self.fields[f"text-{number}"] = TextField(
            label=passage.label,
            initial=passage.text,
            required=False,
            max_length=passage.limit,
            widget=forms.Textarea({"rows": _rows(passage)}),
        )

    @property
    def free_text(self) -> list[str]:  # type: ignore[override]
        """What a reviewer wrote themselves; the rest was asked about when it was suggested."""
        return [name for name in self.changed_data if name == "reason" or name.startswith("text-")]

    def full_clean(self) -> None:
        if self.declines:
            for name in [each for each in self.fields if each not in ("seen", "reason")]:
                self.fields[name].required = False
            self.fields["reason"].required = True
        super().full_clean()

    @property
    def asked(self) -> Iterator[Asked]:
        """The passages in their order, each with its fields; no fields where it is gone."""
        for number, passage in enumerate(self._passages):
            yield Asked(
                passage,
                self[f"choice-{number}"] if f"choice-{number}" in self.fields else None,
                self[f"text-{number}"] if f"text-{number}" in self.fields else None,
            )

    @property
    def closing_fields(self) -> Iterable[Any]:
        """The fields below all passages."""
        beside = {f"{name}-{n}" for name in ("choice", "text") for n in range(len(self._passages))}
        return [field for field in self if field.name not in beside]

    def texts(self) -> dict[str, str]:
        """Return what each passage should say, by unit; without those that are gone."""
        found: dict[str, str] = {}
        for number, passage in enumerate(self._passages):
            if not passage.is_gone:
                found[passage.unit] = self._text(number, passage)
        return found

    def _text(self, number: int, passage: Passage) -> str:
        chosen = self.cleaned_data.get(f"choice-{number}", OWN)
        if chosen == NOW:
            return passage.now or ""
        return passage.suggested if chosen == SUGGESTED else self.cleaned_data[f"text-{number}"]

    def answers(self) -> dict[str, Any]:
        """Return what the step asks besides a comment."""
        return {name: self.cleaned_data[name] for name in self._extra}


def _rows(passage: Passage) -> int:
    return min(14, max(3, len(passage.text) // 45 + passage.text.count("\n") + 1))
