"""Asks whoever types personal details into a form, before anything is saved."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.detector.detect import find
from cms.detector.findings import Kind
from cms.detector.wording import note_words

CONFIRMATION = "not_about_somebody_else"


def refusal(kinds: Iterable[Kind]) -> ValidationError:
    """Return what a person reads at the field: which kinds, why, and what to do now."""
    names = [str(kind.label) for kind in dict.fromkeys(kinds)]
    return ValidationError(
        _(
            "This seems to hold %(kinds)s. We keep nothing about a person somebody worries about. "
            "Take it out, or tick the box that says so. What you typed is still here."
        ),
        code="third_person",
        params={"kinds": get_text_list(names, gettext("and"))},
    )


def confirmation() -> forms.BooleanField:
    """Return the tick box that lets the text through."""
    return forms.BooleanField(
        required=False,
        label=_("This is not about a person somebody worries about, or these are my own details"),
    )


class ThirdPersonMixin:
    """A form that asks once when its free text seems to hold personal details; put it first.

    `free_text` names the fields to read. When something is found the form is refused, with a
    message at the field that says which kind (never what was matched), and it gains a tick box
    below the last such field. Ticked, the same text goes through. It takes no script.
    """

    free_text: ClassVar[Sequence[str]] = ()
    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        # After everything else: a form's own `clean` need not know of this.
        super().full_clean()  # type: ignore[misc]  # a form comes next in the order of classes
        form: Any = self
        if not form.is_bound or not hasattr(form, "cleaned_data"):
            return
        for name in self.free_text:
            note_words(str(form.cleaned_data.get(name) or ""), str(form.initial.get(name) or ""))
        found = {name: kinds for name in self.free_text if (kinds := self._kinds_in(name))}
        if not found:
            return
        self._add_confirmation(after=list(found)[-1])
        if not form[CONFIRMATION].data:
            for name, kinds in found.items():
                form.add_error(name, refusal(kinds))

    def _kinds_in(self, name: str) -> list[Kind]:
        form: Any = self
        return [finding.kind for finding in find(str(form.cleaned_data.get(name) or ""))]

    def _add_confirmation(self, after: str) -> None:
        form: Any = self
        order = list(self.fields)
        order.insert(order.index(after) + 1, CONFIRMATION)
        self.fields[CONFIRMATION] = confirmation()
        form.order_fields(order)
