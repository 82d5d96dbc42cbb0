"""Pages of this floor that need something, for the editors' desk."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.editors.lists import PageList, lists, originals
from knowledge.enums import Completeness
from knowledge.models import (
    Activity,
    ActivityCheck,
    Guidance,
    GuidancePractice,
    Lesson,
    LessonActivity,
    LessonGuidance,
    PageSource,
    Practice,
    PracticeActivity,
)
from knowledge.models.practice import SIX_FIELDS

# What a classified page can be found by. The neighbourhood may be empty: that is the whole city.
CLASSIFIED: tuple[type[Page], ...] = (Activity, Practice, Guidance)


def _pages(found: Any) -> QuerySet[Page]:
    """Return published originals, as pages of whichever type."""
    return originals().filter(pk__in=found.values("pk"))


def _without(name: str, model: Any) -> Q:
    """Return the condition that no row of `model` points at a page with the field `name`."""
    return ~Q(Exists(model.objects.filter(**{name: OuterRef("pk")})))


def orphaned_practices() -> Any:
    """Return the practices that describe no activity and that no guidance names."""
    return Practice.objects.originals().filter(
        _without("practice", PracticeActivity), _without("practice", GuidancePractice)
    )


def orphaned_activities() -> Any:
    """Return the activities about which nobody told a practice or a lesson."""
    return Activity.objects.originals().filter(
        _without("activity", PracticeActivity), _without("activity", LessonActivity)
    )


def orphaned() -> QuerySet[Page]:
    """Return what nothing leads to: a reader finds it by searching for its name only."""
    guidance = Guidance.objects.originals().filter(
        _without("guidance", GuidancePractice), _without("guidance", LessonGuidance)
    )
    found = Q(pk__in=orphaned_practices().values("pk"))
    found |= Q(pk__in=orphaned_activities().values("pk")) | Q(pk__in=guidance.values("pk"))
    return originals().filter(found)


def loose_lessons() -> QuerySet[Page]:
    """Return the lessons that are about no activity."""
    return _pages(Lesson.objects.originals().filter(_without("lesson", LessonActivity)))


def stubs() -> QuerySet[Page]:
    """Return the practices of which only a start was written, and texts without a text."""
    ids = [
        page.pk
        for page in Practice.objects.originals().live().only("pk", "locale", *SIX_FIELDS)
        if page.completeness == Completeness.STUB
    ]
    # As it is stored: a query that asks for an empty text is asked for an empty list of blocks.
    stored = Activity.objects.originals().annotate(stored=Cast("body", TextField()))
    empty = stored.filter(stored__in=["[]", '""', ""])
    return originals().filter(Q(pk__in=ids) | Q(pk__in=empty.values("pk")))


def without_source() -> QuerySet[Page]:
    """Return guidance and practices of which nobody can check where it comes from."""
    types = Q(pk__in=Guidance.objects.values("pk")) | Q(pk__in=Practice.objects.values("pk"))
    return originals().filter(types, _without("page", PageSource))


def unclassified() -> QuerySet[Page]:
    """Return what no filter of a list finds: no gradation, or no theme."""
    found = Q(pk__in=[])
    for model in CLASSIFIED:
        lost = model._default_manager.filter(Q(gradations=[]) | Q(theme_links=None))
        found |= Q(pk__in=lost.values("pk"))
    found |= Q(pk__in=Lesson.objects.filter(theme_links=None).values("pk"))
    return originals().filter(found)


def answered() -> QuerySet[Page]:
    """Return the activities about which an organisation said something that waits."""
    keys = ActivityCheck.objects.to_handle().order_by().values("translation_key")
    return originals().filter(translation_key__in=keys)


lists.register(
    "answered",
    PageList(
        label=_("Answers of organisations"),
        hint=_("An organisation says that something changed, or that it no longer exists."),
        pages=answered,
        order=25,
        address=lambda _page: reverse("activity_checks"),
    ),
)
lists.register(
    "orphaned",
    PageList(
        label=_("Nothing leads to it"),
        hint=_("Link these with an activity, a lesson or guidance: then readers come across them."),
        pages=orphaned,
        order=50,
    ),
)
lists.register(
    "loose_lessons",
    PageList(
        label=_("Lessons without an activity"),
        hint=_("A lesson is found with its activity. Choose which one it was learned from."),
        pages=loose_lessons,
        order=55,
    ),
)
lists.register(
    "stubs",
    PageList(
        label=_("Only a start"),
        hint=_("Fewer than three of six questions were answered, or there is no text yet."),
        pages=stubs,
        order=60,
    ),
)
lists.register(
    "sources",
    PageList(
        label=_("Without a source"),
        hint=_("Where can a reader check this? Add at least one source."),
        pages=without_source,
        order=65,
    ),
)
lists.register(
    "unclassified",
    PageList(
        label=_("Not classified"),
        hint=_("For whom is it, and which topic does it belong to? Filters leave these out."),
        pages=unclassified,
        order=70,
    ),
)
