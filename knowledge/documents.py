"""Knowledge's pages in search: how they become documents, are narrowed down, and grow stale."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction

from knowledge import search_facts as facts
from knowledge.enums import Gradation, Verdict
from knowledge.models import (
    Activity,
    Guidance,
    Lesson,
    LessonActivity,
    PageTheme,
    Practice,
    PracticeActivity,
    Source,
    TargetGroup,
    Theme,
)
from network.models import Neighbourhood, Organisation
from search.checks import leave_out
from search.documents import Entity
from search.facets import Facet, facets
from search.fanout import depend, entities_of
from search.pages import PageSource

LANGUAGE_CODE = settings.LANGUAGE_CODE
SOURCES = (
    PageSource(
        name=facts.ACTIVITY,
        model=Activity,
        label=_("Activities"),
        body=("body", "frequency", "how_to_join", "price_note", "languages", "transport"),
        collect=facts.activity_facts,
        leads=True,
        called={"nl": "activiteit", "en": "activity"},
    ),
    PageSource(
        name="lesson",
        model=Lesson,
        label=_("What we learned"),
        body=("explanation", "conditions"),
        collect=facts.lesson_facts,
        called={"nl": "les", "en": "lesson"},
    ),
    PageSource(
        name="practice",
        model=Practice,
        label=_("Examples"),
        body=(
            *("goal", "audience", "approach", "results", "success_factors", "challenges"),
            *("origin", "signalling_role", "quotes", "partners", "spokesperson_function"),
        ),
        collect=facts.practice_facts,
        called={"nl": "voorbeeld", "en": "example"},
    ),
    PageSource(
        name="guidance",
        model=Guidance,
        label=_("What works"),
        intro=("question", "summary"),
        body=("short_answer", "mechanism", "conditions", "did_not_work", "self_check"),
        collect=facts.guidance_facts,
    ),
    PageSource(
        name="theme",
        model=Theme,
        label=_("Topics"),
        body=("body",),
        collect=facts.theme_facts,
        called={"nl": "onderwerp", "en": "theme"},
    ),
    PageSource(
        name="source",
        model=Source,
        label=_("Sources"),
        body=("body",),
        collect=facts.source_facts,
        called={"nl": "bron", "en": "source"},
    ),
)


def _choice_labels(vocabulary: type[TextChoices]) -> facts.Labels:
    """Return how the codes of a fixed vocabulary are read."""
    return lambda codes: {
        code: str(vocabulary(code).label) for code in codes if code in vocabulary.values
    }


def _theme_labels(codes: Iterable[str]) -> dict[str, str]:
    """Return the titles of themes, by the slug of the original, in the active language."""
    originals = Theme.objects.filter(slug__in=list(codes), locale__language_code=LANGUAGE_CODE)
    slugs = dict(originals.values_list("translation_key", "slug"))
    titles = facts.titles_by_language(Theme, slugs)
    language = get_language() or LANGUAGE_CODE
    return {
        slug: titles[key].get(language, next(iter(titles[key].values())))
        for key, slug in slugs.items()
        if titles[key]
    }


def _of_activity(activity: Activity) -> list[Entity]:
    """Lessons stand under their activity and carry its name; practices carry its name."""
    family = Activity.objects.filter(translation_key=activity.translation_key)
    lessons = Page.objects.filter(lesson__activity_links__activity__in=family)
    practices = Page.objects.filter(practice__activity_links__activity__in=family)
    return entities_of(lessons.distinct()) + entities_of(practices.distinct())


def _of_theme(theme: Theme) -> list[Entity]:
    family = Theme.objects.filter(translation_key=theme.translation_key)
    return entities_of(Page.objects.filter(theme_links__theme__in=family).distinct())


def _of_restricted(restriction: PageViewRestriction) -> list[Entity]:
    """What carries the name of a page that is closed or opened."""
    inside = {"path__startswith": restriction.page.path}
    found = []
    for activity in Activity.objects.filter(**inside):
        found += _of_activity(activity)
    for theme in Theme.objects.filter(**inside):
        found += _of_theme(theme)
    return found


def _classified_by(entry: Any) -> list[Entity]:
    """Return what carries a vocabulary entry, and the lessons that take it from an activity."""
    found = []
    for model in (Activity, Practice, Guidance, Lesson):
        accessor = f"{model._meta.model_name}_set"
        if not hasattr(entry, accessor):
            continue
        pages = list(getattr(entry, accessor).all())
        found += entities_of(pages)
        if model is Activity:
            found += [dependent for page in pages for dependent in _of_activity(page)]
    return found


def _of_organisation(organisation: Any) -> list[Entity]:
    linked = (organisation.activities, organisation.practices, organisation.adopted_practices)
    return [entity for manager in linked for entity in entities_of(manager.all())]


def register() -> None:
    """Tell search about this floor."""
    for source in SOURCES:
        source.register()
    facets.register("theme", Facet("theme", _("Theme"), _theme_labels))
    facets.register(
        "target_group", Facet("target_group", _("For whom"), facts.entry_labels(TargetGroup))
    )
    facets.register("gradation", Facet("gradation", _("How lonely"), _choice_labels(Gradation)))
    facets.register(
        "neighbourhood",
        Facet("neighbourhood", _("Neighbourhood"), facts.entry_labels(Neighbourhood)),
    )
    facets.register("verdict", Facet("verdict", _("What came of it"), _choice_labels(Verdict)))
    leave_out(
        *(
            f"knowledge.{kind}Index"
            for kind in ("Activity", "Guidance", "Lesson", "Practice", "Source", "Theme")
        )
    )
    depend(Activity, _of_activity)
    depend(Theme, _of_theme)
    depend(PageViewRestriction, _of_restricted)
    depend(TargetGroup, _classified_by)
    depend(Neighbourhood, _classified_by)
    depend(Organisation, _of_organisation)
    depend(LessonActivity, lambda link: entities_of([link.lesson]))
    depend(PracticeActivity, lambda link: entities_of([link.practice]))
    depend(PageTheme, lambda link: entities_of([link.page]))


register()
