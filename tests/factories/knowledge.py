"""Pages of what works: each finds its list page by itself."""

from typing import Any

import factory
import wagtail_factories
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from knowledge import models
from knowledge.enums import Verdict


class UnderIndex(wagtail_factories.PageFactory):
    """A page that finds its list page by itself, and makes it where it is missing."""

    class Meta:
        abstract = True

    class Params:
        index: type[Page]

    summary = "Waar het over gaat, in één zin."

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Any, kwargs: Any) -> Any:
        return super()._create_instance(model_class, parent or index_of(model_class), kwargs)


def index_of(model: type[Page]) -> Page:
    index_model: Any = resolve_model_string(model.parent_page_types[0])
    found: Page | None = index_model.objects.filter(locale__language_code="nl").first()
    if found is None:
        home = Page.objects.get(depth=2, locale__language_code="nl")
        name = model.__name__.lower()
        # It refers to nothing; looking for that takes longer than saving it.
        with disable_reference_index_auto_update():
            found = home.add_child(
                instance=index_model(title=name.capitalize(), slug=f"{name}-index")
            )
    return found


class ThemeFactory(UnderIndex):
    """A theme."""

    class Meta:
        model = models.Theme

    title = factory.Sequence(lambda number: f"Onderwerp {number}")


class SourceFactory(UnderIndex):
    """A source."""

    class Meta:
        model = models.Source

    title = factory.Sequence(lambda number: f"Bron {number}")
    year = 2020


class ActivityFactory(UnderIndex):
    """An activity."""

    class Meta:
        model = models.Activity

    title = factory.Sequence(lambda number: f"Activiteit {number}")


class PracticeFactory(UnderIndex):
    """A practice; `activities` links it."""

    class Meta:
        model = models.Practice
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Voorbeeld {number}")

    @factory.post_generation
    def activities(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for activity in extracted or ():
            models.PracticeActivity.objects.create(practice=self, activity=activity)


class GuidanceFactory(UnderIndex):
    """Guidance; `practices` links it."""

    class Meta:
        model = models.Guidance
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Wat werkt {number}")
    question = "Wat werkt?"

    @factory.post_generation
    def practices(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for practice in extracted or ():
            models.GuidancePractice.objects.create(guidance=self, practice=practice)


class LessonFactory(UnderIndex):
    """A lesson; `activities`, `supports` and `weakens` link it."""

    class Meta:
        model = models.Lesson
        skip_postgeneration_save = True

    class Params:
        failed = factory.Trait(verdict=Verdict.DID_NOT_WORK)

    title = factory.Sequence(lambda number: f"Les {number}")
    verdict = Verdict.WORKS

    @factory.post_generation
    def activities(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for activity in extracted or ():
            models.LessonActivity.objects.create(lesson=self, activity=activity)

    @factory.post_generation
    def supports(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for guidance in extracted or ():
            models.LessonGuidance.objects.create(lesson=self, guidance=guidance, stance="supports")

    @factory.post_generation
    def weakens(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for guidance in extracted or ():
            models.LessonGuidance.objects.create(lesson=self, guidance=guidance, stance="weakens")
