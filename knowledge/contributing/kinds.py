"""What people can add, each with its page type, its form and its words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from knowledge.contributing.draft_form import DraftForm
from knowledge.contributing.forms import ActivityForm, LessonForm, PracticeForm
from knowledge.models import (
    Activity,
    ActivityIndex,
    Lesson,
    LessonIndex,
    Practice,
    PracticeIndex,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of page that members add; `nameless` is what a draft is called without a title."""

    name: str
    model: type[Page]
    index: type[Page]
    form: type[DraftForm]
    label: Any
    heading: Any
    lead: Any
    nameless: Any

    @property
    def url_name(self) -> str:
        """The name of the address where a new one is made."""
        return f"{self.name}_new"


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "practice",
            Practice,
            PracticeIndex,
            PracticeForm,
            label=_("Example"),
            heading=_("Add an example"),
            lead=_("Tell how you did it. Two answers are enough to start with."),
            nameless=_("Example without a name"),
        ),
        Kind(
            "activity",
            Activity,
            ActivityIndex,
            ActivityForm,
            label=_("Activity"),
            heading=_("Add an activity"),
            lead=_("What is there to do, where and when, and how does somebody join?"),
            nameless=_("Activity without a name"),
        ),
        Kind(
            "lesson",
            Lesson,
            LessonIndex,
            LessonForm,
            label=_("Lesson"),
            heading=_("Add a lesson"),
            lead=_("What did you learn? What did not work helps others at least as much."),
            nameless=_("Lesson without a tip"),
        ),
    )
}


def kind_of(page: Any) -> Kind | None:
    """Return which sort of page this is, if people add such pages."""
    return next((kind for kind in KINDS.values() if isinstance(page, kind.model)), None)
