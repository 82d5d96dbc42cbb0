"""Does this exist already? What resembles something new, and what was learned there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from knowledge.enums import TrialOutcome, Verdict
from knowledge.models import Activity, Guidance, Lesson, LessonActivity, Practice, Trial
from knowledge.reads.facts import as_originals_say
from search.access import access_of
from search.asking import ask

SHORTEST = 4
MOST_PAGES = 4
MOST_LESSONS = 3
# Failures first: they spare somebody the most.
_ORDER = (Verdict.DID_NOT_WORK, Verdict.WORKS_IF, Verdict.OPEN, Verdict.WORKS)
_LEADS = (Activity, Practice, Guidance)


@dataclass(frozen=True, slots=True)
class Resembling:
    """A page that resembles what somebody types, with lessons learned there, failures first."""

    page: Any
    kind: str
    lessons: list[Lesson]
    tried: int
    failed: int


def similar_to(text: str, user: Any, language: str, without: UUID | None = None) -> list[Any]:
    """Return what resembles this text, the closest first; only what anybody may read.

    Raises `EngineError` while search rests.
    """
    if len(text.strip()) < SHORTEST:
        return []
    answer = ask(text, language, access_of(user))
    keys = [key for key in _keys(answer.groups) if key != without]
    pages = _pages(keys, language)
    chosen = [pages[key] for key in keys if key in pages][:MOST_PAGES]
    lessons = _lessons(chosen, language)
    trials = _trials(chosen)
    return [
        Resembling(
            page,
            str(page._meta.verbose_name),
            lessons[page.translation_key][:MOST_LESSONS],
            len(trials[page.translation_key]),
            trials[page.translation_key].count(TrialOutcome.FAILED),
        )
        for page in chosen
    ]


def _keys(groups: Iterable[Any]) -> list[UUID]:
    """Return the keys of what was found, each once: what leads a group before what is in it."""
    found: dict[UUID, None] = {}
    for group in groups:
        for hit in (group.lead, *(each.hit for each in group.hits)):
            _kind, _sep, rest = hit.key.partition(":")
            try:
                found[UUID(rest.partition(":")[0])] = None
            except ValueError:
                continue  # A person, a place: no page.
    return list(found)


def _pages(keys: list[UUID], language: str) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for model in _LEADS:
        shown: Any = model.objects.shown_in(language)
        found |= {page.translation_key: page for page in shown.filter(translation_key__in=keys)}
    return found


def _lessons(pages: list[Any], language: str) -> dict[UUID, list[Lesson]]:
    """Return the lessons of each page, failures first."""
    keys = [page.translation_key for page in pages]
    rows = [
        *LessonActivity.objects.filter(activity__translation_key__in=keys).values_list(
            "activity__translation_key", "lesson__translation_key"
        ),
        *Lesson.objects.originals()
        .filter(learned_from__translation_key__in=keys)
        .values_list("learned_from__translation_key", "translation_key"),
    ]
    shown = Lesson.objects.shown_in(language).filter(translation_key__in={row[1] for row in rows})
    known = {lesson.translation_key: lesson for lesson in as_originals_say(shown)}
    found: dict[UUID, list[Lesson]] = defaultdict(list)
    for key, lesson_key in dict.fromkeys(rows):
        if lesson_key in known:
            found[key].append(known[lesson_key])
    for lessons in found.values():
        lessons.sort(key=lambda lesson: (_ORDER.index(Verdict(lesson.verdict)), lesson.title))
    return found


def _trials(pages: list[Any]) -> dict[UUID, list[str]]:
    keys = [page.translation_key for page in pages]
    rows = Trial.objects.filter(translation_key__in=keys, withdrawn_at=None)
    found: dict[UUID, list[str]] = defaultdict(list)
    for key, outcome in rows.values_list("translation_key", "outcome"):
        found[key].append(outcome)
    return found
