"""What each list page shows: filtered, in pages of twenty, with the facts its cards need."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest

from cms.contexts import shown_on
from knowledge.forms import ActivityFilter, ClassifiedFilter, LessonFilter, ListFilter
from knowledge.models import (
    Activity,
    ActivityIndex,
    Guidance,
    GuidanceIndex,
    Lesson,
    LessonIndex,
    Practice,
    PracticeIndex,
    Source,
    SourceIndex,
    Theme,
    ThemeIndex,
)
from knowledge.reads.facts import with_activities, with_facts

PER_PAGE = 20


def filtered(model: Any, form: ListFilter, language: str) -> Any:
    """Return the pages of `model` whose originals meet every choice in `form`."""
    pages = model.objects.shown_in(language)
    for condition in form.conditions():
        pages = pages.where_original(condition)
    return pages.order_by("title")


def listing(request: HttpRequest, pages: Any, form: ListFilter | None = None) -> dict[str, Any]:
    """Return `results` (one page of them, a Django `Page`), `form` and `query`.

    `query` is the address's query string without the page number, to link further pages with.
    """
    query = request.GET.copy()
    query.pop("page", None)
    results = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
    return {"results": results, "form": form, "query": query.urlencode()}


@shown_on(ActivityIndex)
def activity_list(page: ActivityIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing; its activities have `neighbourhoods_list`, `original` and `care`.

    The sheet to print (`?sheet=1`) gets the whole selection as `activities` instead.
    """
    language = page.locale.language_code
    form = ActivityFilter(request.GET, language)
    found = filtered(Activity, form, language).still_there()
    if "sheet" in request.GET:
        return {"activities": with_facts(found, "neighbourhoods", "providers"), "form": form}
    context = listing(request, found, form)
    context["results"].object_list = with_facts(context["results"].object_list, "neighbourhoods")
    return context


@shown_on(PracticeIndex)
def practice_list(page: PracticeIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing of practices."""
    form = ClassifiedFilter(request.GET, page.locale.language_code)
    return listing(request, filtered(Practice, form, form.language), form)


@shown_on(GuidanceIndex)
def guidance_list(page: GuidanceIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing of guidance, each with its `original` for the three headlines."""
    form = ClassifiedFilter(request.GET, page.locale.language_code)
    context = listing(request, filtered(Guidance, form, form.language), form)
    context["results"].object_list = with_facts(context["results"].object_list)
    return context


@shown_on(LessonIndex)
def lesson_list(page: LessonIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing of lessons, each with `activity_list`."""
    form = LessonFilter(request.GET, page.locale.language_code)
    context = listing(request, filtered(Lesson, form, form.language), form)
    lessons = with_activities(context["results"].object_list, form.language)
    context["results"].object_list = lessons
    return context


@shown_on(ThemeIndex)
def theme_list(page: ThemeIndex, request: HttpRequest) -> dict[str, Any]:
    """Return all `themes`: there are few enough for one page."""
    return {"themes": Theme.objects.shown_in(page.locale.language_code).order_by("title")}


@shown_on(SourceIndex)
def source_list(page: SourceIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing of sources, newest first."""
    # PostgreSQL would put what has no year first, SQLite last.
    sources = Source.objects.shown_in(page.locale.language_code).order_by(
        F("year").desc(nulls_last=True), "title"
    )
    return listing(request, sources)
