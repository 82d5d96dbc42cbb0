"""What this floor puts on the home page, and on the pages of activities and themes."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from cms.panels import HomePanel, PagePanel, home_panels, page_panels
from coalitions.enums import Visibility
from coalitions.models import Coalition, CoalitionPage, ProgressUpdate
from coalitions.reads.coalitions import reader_of
from coalitions.reads.lists import with_rows

NEWS_SHOWN = 3


def latest_news(_request: HttpRequest, language: str) -> dict[str, Any]:
    """Return `news`: the newest public updates, each with the `page` of its coalition.

    The home page is the same for everybody, so it tells what everybody may read. One coalition
    that posts a lot does not push the others out: of each only the newest is shown.
    """
    open_pages = CoalitionPage.objects.shown_in(language)
    public = ProgressUpdate.objects.standing().filter(
        visibility=Visibility.PUBLIC,
        coalition__translation_key__in=open_pages.values("translation_key"),
    )
    newest = public.filter(coalition=OuterRef("coalition")).values("pk")[:1]
    shown = list(public.filter(pk=Subquery(newest)).select_related("coalition")[:NEWS_SHOWN])
    keys = {update.coalition.translation_key for update in shown}
    pages = {page.translation_key: page for page in open_pages.filter(translation_key__in=keys)}
    news = [(update, pages[update.coalition.translation_key]) for update in shown]
    return {"news": news} if news else {}


def running(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the `coalitions` that run an activity."""
    rows = Coalition.objects.filter(activities__translation_key=page.translation_key)
    return _shown(page, request, translation_key__in=rows.values("translation_key"))


def about_theme(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the `coalitions` that work on a theme."""
    themed = CoalitionPage.objects.originals().live()
    about = themed.filter(theme_links__theme__translation_key=page.translation_key)
    return _shown(page, request, translation_key__in=about.values("translation_key"))


def _shown(page: Any, request: HttpRequest, **condition: Any) -> dict[str, Any]:
    found = CoalitionPage.objects.shown_in(page.locale.language_code).filter(**condition)
    coalitions = with_rows(found.order_by("title"), reader_of(request))
    return {"coalitions": coalitions} if coalitions else {}


home_panels.register("coalitions.news", HomePanel("coalitions/panels/news.html", latest_news, 30))
page_panels.register(
    "coalitions.running",
    PagePanel("knowledge.activity", "coalitions/panels/coalitions.html", running, 10),
)
page_panels.register(
    "coalitions.theme",
    PagePanel("knowledge.theme", "coalitions/panels/coalitions.html", about_theme, 10),
)
