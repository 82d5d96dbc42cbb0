"""Filters of the list pages; they work by plain GET, without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any, ClassVar

from django import forms
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from cms.enums import Answer
from cms.models.vocabulary import VocabularyEntry
from knowledge.enums import Gradation, Price, Verdict, Voice, WorkingElement
from knowledge.models import TargetGroup, Theme
from network.models import Neighbourhood

Choices = list[tuple[str, Any]]

THRESHOLDS: dict[str, tuple[Any, Q]] = {
    "no_referral": (_("No referral needed"), Q(referral_needed=Answer.NO)),
    "free": (_("Free"), Q(price=Price.FREE)),
    "accompanied": (_("Somebody can come along"), Q(accompanied=Answer.YES)),
    "phone": (_("You can call first"), Q(phone_contact=Answer.YES)),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to filter: its choices in a language, and what a choice asks of an original."""

    label: Any
    choices: Callable[[str], Choices]
    condition: Callable[[str], Q]
    several: bool = False

    def field(self, language: str) -> forms.ChoiceField:
        """Return the form field; several choices are checkboxes, all of which must hold."""
        if self.several:
            return forms.MultipleChoiceField(
                label=self.label,
                choices=self.choices(language),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        return forms.ChoiceField(
            label=self.label, choices=[("", _("All")), *self.choices(language)], required=False
        )


def fixed(vocabulary: type[TextChoices]) -> Callable[[str], Choices]:
    """Return the choices of a vocabulary that is the same for every network."""
    return lambda _language: list(vocabulary.choices)


def kept(vocabulary: type[VocabularyEntry]) -> Callable[[str], Choices]:
    """Return the choices of a vocabulary that editors keep."""

    def choices(_language: str) -> Choices:
        entries = vocabulary._default_manager.all()
        return sorted(((entry.code, entry.label) for entry in entries), key=lambda pair: pair[1])

    return choices


def themes(language: str) -> Choices:
    """Return the themes by the slug of the original, which is the same in every language.

    A theme without an original has no slug to filter by, and nothing that points at it.
    """
    pages = Theme.objects.shown_in(language).order_by("title")
    slugs = dict(Theme.objects.originals().values_list("translation_key", "slug"))
    return [
        (slugs[page.translation_key], page.title) for page in pages if page.translation_key in slugs
    ]


TARGET_GROUP = Facet(_("For whom"), kept(TargetGroup), lambda code: Q(target_groups__code=code))
GRADATION = Facet(_("How lonely"), fixed(Gradation), lambda code: Q(gradations__has=code))
THEME = Facet(_("Topic"), themes, lambda slug: Q(theme_links__theme__slug=slug))
ELEMENT = Facet(
    _("Working element"), fixed(WorkingElement), lambda code: Q(working_elements__has=code)
)
NEIGHBOURHOOD = Facet(
    _("Neighbourhood"),
    kept(Neighbourhood),
    lambda code: Q(neighbourhoods__code=code) | Q(neighbourhoods=None),
)
THRESHOLD = Facet(
    _("Easy to join"),
    lambda _language: [(code, label) for code, (label, _condition) in THRESHOLDS.items()],
    lambda code: THRESHOLDS[code][1],
    several=True,
)
VERDICT = Facet(_("What it says"), fixed(Verdict), lambda code: Q(verdict=code))
VOICE = Facet(_("Who says so"), fixed(Voice), lambda code: Q(voice=code))


class ListFilter(forms.Form):
    """The facets of one list. A choice that does not exist is said so and filters nothing."""

    facets: ClassVar[dict[str, Facet]] = {}
    use_required_attribute = False

    def __init__(self, data: Any, language: str) -> None:
        super().__init__(data)
        self.language = language
        for name, facet in self.facets.items():
            self.fields[name] = facet.field(language)

    def conditions(self) -> list[Q]:
        """Return what the valid choices ask of an original."""
        self.is_valid()
        found = []
        for name, facet in self.facets.items():
            chosen = self.cleaned_data.get(name)
            if chosen:
                codes = chosen if facet.several else [chosen]
                found.append(reduce(and_, (facet.condition(code) for code in codes)))
        return found

    @property
    def in_use(self) -> bool:
        """Whether anything was chosen, valid or not."""
        return any(self[name].value() for name in self.facets)


class ActivityFilter(ListFilter):
    """Where, for whom, about what, and how easy it is to join."""

    facets: ClassVar[dict[str, Facet]] = {
        "neighbourhood": NEIGHBOURHOOD,
        "target_group": TARGET_GROUP,
        "theme": THEME,
        "gradation": GRADATION,
        "threshold": THRESHOLD,
    }


class ClassifiedFilter(ListFilter):
    """For practices and guidance."""

    facets: ClassVar[dict[str, Facet]] = {
        "theme": THEME,
        "target_group": TARGET_GROUP,
        "gradation": GRADATION,
        "element": ELEMENT,
    }


class LessonFilter(ListFilter):
    """What was learned, who says so, about what."""

    facets: ClassVar[dict[str, Facet]] = {
        "verdict": VERDICT,
        "theme": THEME,
        "target_group": TARGET_GROUP,
        "voice": VOICE,
    }
