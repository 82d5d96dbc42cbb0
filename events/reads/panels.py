"""What this floor puts on the home page, on one's own page, and on pages of the floors below."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from cms.panels import HomePanel, PagePanel, home_panels, own_panels, page_panels
from events.enums import EventKind
from events.models import Event, EventPage, Registration
from events.reads.agenda import with_rows
from knowledge.models import PageTheme

ON_HOME = 2
ON_PAGE = 4


def _coming(language: str, most: int, **conditions: Any) -> list[Any]:
    """Return the pages of what is on next, that everybody may read and that goes on."""
    rows = Event.objects.coming(timezone.now()).going_on().filter(**conditions)
    pages = EventPage.objects.shown_in(language)
    keys = pages.filter(translation_key__in=rows.values("translation_key"))
    shown = set(keys.values_list("translation_key", flat=True))
    first = [row.translation_key for row in rows if row.translation_key in shown][:most]
    found = with_rows(pages.filter(translation_key__in=first))
    return sorted(found, key=lambda page: (page.facts.starts_at, page.facts.pk))


def next_gathering(_request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the next `events`; the activities of a campaign week stand on its own page."""
    kinds = [each for each in EventKind if each != EventKind.CAMPAIGN_ACTIVITY]
    events = _coming(language, ON_HOME, kind__in=kinds)
    return {"events": events} if events else {}


def about_theme(page: Any, _request: HttpRequest) -> dict[str, Any]:
    """Return the coming `events` on a topic."""
    return _on_themes(page, [page.translation_key])


def about_coalition(page: Any, _request: HttpRequest) -> dict[str, Any]:
    """Return the coming `events` on the topics of a coalition."""
    links = PageTheme.objects.filter(page__translation_key=page.translation_key)
    return _on_themes(page, links.values_list("theme__translation_key", flat=True))


def _on_themes(page: Any, themes: Any) -> dict[str, Any]:
    originals = EventPage.objects.originals().live()
    about = originals.filter(theme_links__theme__translation_key__in=list(themes))
    keys = about.values("translation_key")
    events = _coming(page.locale.language_code, ON_PAGE, translation_key__in=keys)
    return {"events": events} if events else {}


def of_organisation(organisation: Any, _request: HttpRequest) -> dict[str, Any]:
    """Return the coming `events` of an organisation, whose page is no page of the tree."""
    events = _coming(get_language() or settings.LANGUAGE_CODE, ON_PAGE, organiser=organisation)
    return {"events": events} if events else {}


def where_i_go(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the coming events for which somebody is registered, as `going`, each with `mine`."""
    user: Any = request.user
    rows = Event.objects.coming(timezone.now()).values("pk")
    standing = Registration.objects.filter(user=user, event__in=rows).standing()
    mine = {each.event_id: each for each in standing.select_related("event")}
    keys = [each.event.translation_key for each in mine.values()]
    found = with_rows(EventPage.objects.shown_in(language).filter(translation_key__in=keys))
    for page in found:
        page.mine = mine[page.facts.pk]
    going = sorted(found, key=lambda page: (page.facts.starts_at, page.facts.pk))
    return {"going": going} if going else {}


home_panels.register("events.next", HomePanel("events/panels/next.html", next_gathering, 10))
own_panels.register("events.going", HomePanel("events/panels/going.html", where_i_go, 5))
for _type, _context in (
    ("knowledge.theme", about_theme),
    ("coalitions.coalitionpage", about_coalition),
    ("network.organisation", of_organisation),
):
    page_panels.register(
        f"events.{_type}", PagePanel(_type, "events/panels/coming.html", _context, 20)
    )
