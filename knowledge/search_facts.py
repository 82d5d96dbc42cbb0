"""What holds for knowledge's pages in every language, read in batches for search.

Everything here starts from originals (pages in the site's first language), because links and
classification are kept there. The number of queries does not grow with the number of pages.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from wagtail.models import Page

from knowledge.enums import Gradation
from knowledge.models import Activity, LessonActivity, PageTheme, PracticeActivity, Theme
from search.documents import Entity
from search.pages import Facts

ACTIVITY = "activity"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
Found = dict[int, Facts]


def activity_facts(originals: Sequence[Activity]) -> Found:
    """Facts of activities: who runs them, for whom, where and from which age."""
    found = _classified(originals)
    _add_names(found, originals, "providers")
    for activity in originals:
        facts = found[activity.pk]
        _add_ages(facts, activity)
        facts.words["nl"].append(activity.place)
    return found


def practice_facts(originals: Sequence[Any]) -> Found:
    """Facts of practices: organisations and the activities they describe."""
    found = _classified(originals)
    _add_names(found, originals, "organisations")
    _add_names(found, originals, "adopted_by")
    links = PracticeActivity.objects.filter(practice__in=list(found), activity__in=_open(Activity))
    _add_titles(found, links.values_list("practice_id", "activity__translation_key"))
    return found


def guidance_facts(originals: Sequence[Any]) -> Found:
    """Facts of guidance: its classification."""
    return _classified(originals)


def lesson_facts(originals: Sequence[Any]) -> Found:
    """Facts of lessons: the activities they were learned from, and where and for whom those are.

    Copies of a lesson under several activities must not differ, so it takes from all of them.
    """
    found: Found = defaultdict(Facts)
    for lesson in originals:
        found[lesson.pk].facets["verdict"].add(lesson.verdict)
        found[lesson.pk].date = lesson.learned_on
    add_themes(found)
    _add_entries(found, originals, "target_groups", "target_group")
    links = LessonActivity.objects.filter(lesson__in=list(found), activity__in=_open(Activity))
    keys = list(links.values_list("lesson_id", "activity__translation_key").order_by("sort_order"))
    _add_titles(found, keys)
    for page, key in keys:
        found[page].groups.append(str(Entity(ACTIVITY, str(key))))
    _inherit(found, list(links.values_list("lesson_id", "activity_id")))
    return found


def theme_facts(originals: Sequence[Any]) -> Found:
    """A theme is found under itself."""
    found: Found = defaultdict(Facts)
    for theme in originals:
        found[theme.pk].facets["theme"].add(theme.slug)
    return found


def source_facts(originals: Sequence[Any]) -> Found:
    """Facts of sources: who wrote and published them, and when."""
    found: Found = defaultdict(Facts)
    for source in originals:
        year = str(source.year or "")
        found[source.pk].date = year
        for language in LANGUAGES:
            found[source.pk].words[language] += [source.author, source.publisher, year]
    add_themes(found)
    return found


def _classified(originals: Sequence[Any]) -> Found:
    found: Found = defaultdict(Facts)
    for page in originals:
        facts = found[page.pk]
        facts.facets["gradation"].update(page.gradations)
        for language in LANGUAGES:
            with translation.override(language):
                facts.words[language] += [
                    str(Gradation(code).label) for code in page.gradations if code in Gradation
                ]
    add_themes(found)
    _add_entries(found, originals, "target_groups", "target_group")
    _add_entries(found, originals, "neighbourhoods", "neighbourhood")
    return found


def add_themes(found: Found) -> None:
    """Add the topics of pages: to a facet, and their titles to the words."""
    links = PageTheme.objects.filter(page__in=list(found), theme__in=_open(Theme))
    links = links.select_related("theme")
    titles = titles_by_language(Theme, {link.theme.translation_key for link in links})
    for link in links:
        facts = found[link.page_id]
        facts.facets["theme"].add(link.theme.slug)
        for language, title in titles[link.theme.translation_key].items():
            facts.words[language].append(title)


def _add_entries(found: Found, originals: Sequence[Any], name: str, facet: str) -> None:
    """Add a vocabulary: its codes to a facet, its labels to the words."""
    for page, code, dutch, english in _linked(originals, name, "code", "label_nl", "label_en"):
        found[page].facets[facet].add(code)
        found[page].words["nl"].append(dutch)
        found[page].words["en"].append(english)


def _add_names(found: Found, originals: Sequence[Any], name: str) -> None:
    for page, organisation in _linked(originals, name, "name"):
        for language in LANGUAGES:
            found[page].words[language].append(organisation)


def _open(model: Any) -> Any:
    """Return the pages that anybody may read: a page may not be found by the name of another."""
    return model.objects.live().open_to_all().values("pk")


def _linked(originals: Sequence[Any], name: str, *values: str) -> Iterable[tuple[Any, ...]]:
    """Read a many-to-many field of many pages from its table, in one query."""
    if not originals:
        return ()
    field = type(originals[0])._meta.get_field(name)
    page = f"{field.m2m_field_name()}_id"
    target = field.m2m_reverse_field_name()
    rows = field.remote_field.through._default_manager.filter(
        **{f"{page}__in": [original.pk for original in originals]}
    )
    return rows.order_by("pk").values_list(page, *(f"{target}__{value}" for value in values))


def _add_ages(facts: Facts, activity: Activity) -> None:
    if activity.age_from:
        facts.words["nl"].append(f"vanaf {activity.age_from} jaar")
        facts.words["en"].append(f"from {activity.age_from} years")
    if activity.age_to:
        facts.words["nl"].append(f"tot {activity.age_to} jaar")
        facts.words["en"].append(f"up to {activity.age_to} years")


def _add_titles(found: Found, keys: Iterable[tuple[int, Any]]) -> None:
    pairs = list(keys)
    titles = titles_by_language(Activity, {key for _page, key in pairs})
    for page, key in pairs:
        for language, title in titles[key].items():
            found[page].words[language].append(title)


def titles_by_language(model: type[Page], keys: Iterable[Any]) -> dict[Any, dict[str, str]]:
    """Return the titles of live pages by translation key and language, in one query."""
    titles: dict[Any, dict[str, str]] = defaultdict(dict)
    family = model.objects.filter(translation_key__in=list(keys), live=True)
    rows = family.values_list("translation_key", "locale__language_code", "title")
    for key, language, title in rows:
        titles[key][language] = title
    return titles


def _inherit(found: Found, links: Sequence[tuple[int, int]]) -> None:
    """Give lessons the gradation and neighbourhood of their activities, as facets only."""
    activities = list(Activity.objects.filter(pk__in={activity for _lesson, activity in links}))
    theirs = {activity.pk: set(activity.gradations) for activity in activities}
    places: dict[int, set[str]] = defaultdict(set)
    for activity, code in _linked(activities, "neighbourhoods", "code"):
        places[activity].add(code)
    for lesson, activity in links:
        found[lesson].facets["gradation"] |= theirs.get(activity, set())
        found[lesson].facets["neighbourhood"] |= places[activity]


Labels = Callable[[Iterable[str]], dict[str, str]]


def entry_labels(model: type[Model]) -> Labels:
    """Return how the codes of an editable vocabulary are read."""
    manager: Any = model._default_manager
    return lambda codes: {entry.code: entry.label for entry in manager.filter(code__in=list(codes))}
