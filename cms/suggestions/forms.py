"""The form to improve a page: its texts one by one, why, and for outsiders who they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.detector.detect import find
from cms.detector.findings import Kind
from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from cms.markdown import plain
from cms.suggestions.plain_text import one_form
from cms.suggestions.services import page_at
from cms.suggestions.units import Unit, units_of

_SALT = "cms.suggestion.base"
_PREFIX = "text-"


def signed_base(page: Page) -> str:
    """Return which version of a page somebody has before them, so that nobody names another."""
    return signing.dumps([page.pk, page.live_revision_id], salt=_SALT)


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the page on the form: folded, or open."""

    unit: Unit
    field: Any
    is_open: bool

    @property
    def named(self) -> bool:
        """Whether its name says enough: that it is new, or with which words it begins."""
        return self.unit.adds or self.unit.name.count(".") == 1

    @property
    def begins(self) -> str:
        """The first words, by which somebody finds the passage; a name may hold them already."""
        if self.named:
            return ""
        return Truncator(plain(self.unit.text.replace("#", ""))).chars(90)


class SuggestForm(ThirdPersonMixin, KeyedForm):
    """What a member changes; each text of the page is a field that holds what it says now."""

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Why is this better?"),
        help_text=_("One sentence. It stands in the history of the page."),
        max_length=300,
        required=False,
    )

    def __init__(self, page: Page, data: Any = None, *, opened: str = "") -> None:
        super().__init__(data, initial={"base": signed_base(page)})
        self.page, self.opened = page, opened
        self.base_revision_id = self._base_revision_id()
        self.units = units_of(page_at(page, self.base_revision_id))
        for unit in self.units:
            self.fields[_PREFIX + unit.name] = _field(unit)
        self.order_fields([*(_PREFIX + unit.name for unit in self.units), "note"])
        names = [_PREFIX + unit.name for unit in self.units]
        self.free_text = [*names, *self.own_prose]  # type: ignore[misc]  # every page has its own

    own_prose: ClassVar[tuple[str, ...]] = ("note",)

    def _base_revision_id(self) -> int | None:
        given = self.data.get("base", "") if self.is_bound else ""
        try:
            number, revision_id = signing.loads(given, salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError):
            return self.page.live_revision_id
        return revision_id if number == self.page.pk else self.page.live_revision_id

    def _kinds_in(self, name: str) -> list[Kind]:
        """Ask only about what is new; a page may hold the number of an organisation."""
        text = str(self.cleaned_data.get(name) or "")
        unit = next((one for one in self.units if _PREFIX + one.name == name), None)
        if unit is None:
            return [each.kind for each in find(text)]
        if unit.name in getattr(self.page, "contact_fields", ()):
            return []
        known = {unit.text[each.start : each.end] for each in find(unit.text)}
        return [each.kind for each in find(text) if text[each.start : each.end] not in known]

    def changes(self) -> dict[str, str]:
        """Return what somebody changed, by the name of the text."""
        given = {unit.name: self.cleaned_data[_PREFIX + unit.name] for unit in self.units}
        return {
            unit.name: given[unit.name]
            for unit in self.units
            if one_form(given[unit.name]) != unit.text
        }

    def passages(self) -> Iterator[Passage]:
        """Return the texts of the page in their order; what was changed or refused is open."""
        for unit in self.units:
            field: Any = self[_PREFIX + unit.name]
            changed = self.is_bound and one_form(str(field.value() or "")) != unit.text
            yield Passage(unit, field, bool(changed or field.errors or unit.name == self.opened))

    def others(self) -> Iterator[Any]:
        """Return the fields below the texts."""
        names = {_PREFIX + unit.name for unit in self.units}
        yield from (field for field in self if field.name not in names and not field.is_hidden)


class OutsideSuggestForm(SuggestForm):
    """The same for somebody without an account, who says who they are."""

    own_prose: ClassVar[tuple[str, ...]] = ("note", "name")
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Only members of the network see it."),
        max_length=100,
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you one link to confirm, and what became of your suggestion."),
    )


def _field(unit: Unit) -> forms.CharField:
    rows = min(14, max(3, len(unit.text) // 45 + unit.text.count("\n") + 2))
    widget = forms.Textarea(attrs={"rows": rows}) if unit.long else forms.TextInput()
    # How long it may be is for the service to say: also for what was there before.
    return forms.CharField(
        label=unit.label, initial=unit.text, required=False, strip=False, widget=widget
    )
