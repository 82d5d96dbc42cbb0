"""The agenda outside the site: in calendars and feed readers, whole or by any choice."""

import hashlib
import re
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.feeds import ENTRIES, entry_of, feed_of
from cms.navigation import active_language
from events.calendar import calendar_of
from events.models import Event, EventIndex, EventPage
from events.reads.agenda import EventFilter, chosen_pages, with_rows

# A calendar forgets what is no longer in a feed, so what was just now stays for a while.
KEPT_FOR = timedelta(days=90)
MOST = 500
TYPE = "text/calendar; charset=utf-8"
_WRITTEN_AT = re.compile(rb"^DTSTAMP.*\r\n", re.MULTILINE)


# Open to everybody, like the agenda: what is private or a draft is in no feed.
@require_safe
def agenda_ics(request: HttpRequest) -> HttpResponse:
    """What is on the agenda, for somebody's own calendar; takes what the agenda's filter takes."""
    form = EventFilter(request.GET, active_language())
    pages = chosen_pages(form)
    if not form["when"].value():
        pages = pages.filter(ends_at__gte=timezone.now() - KEPT_FOR)
    rows = [page.facts for page in with_rows(pages.order_by("starts_at", "pk")[:MOST])]
    return _calendar(request, calendar_of(rows, _title()), "agenda.ics")


# Open likewise.
@require_safe
def agenda_atom(request: HttpRequest) -> HttpResponse:
    """What was put on the agenda last; takes what the agenda's filter takes."""
    form = EventFilter(request.GET, active_language())
    # Each text is in one feed only.
    pages = chosen_pages(form).filter(alias_of=None, last_published_at__isnull=False)
    newest = pages.order_by("-last_published_at", "pk")[:ENTRIES]
    index = EventIndex.objects.shown_in(active_language()).first()
    entries = [entry_of(page, request) for page in newest]
    return feed_of(request, entries, _title(), index, form.query())


# Open to whoever may read the page of the event: what is private is not there.
@require_safe
def event_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One event, for somebody's own calendar."""
    event: Event = get_object_or_404(Event, pk=pk)
    shown = EventPage.objects.shown_in(active_language())
    page = shown.filter(translation_key=event.translation_key).first()
    if page is None:
        raise Http404
    event.pages = {active_language(): page}
    return _calendar(request, calendar_of([event]), f"{page.slug}.ics")


def _title() -> str:
    return _("Agenda of %(site)s") % {"site": settings.WAGTAIL_SITE_NAME}


def _calendar(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    """Return a calendar, or 304 for who has this one but for the moment it was written."""
    etag = quote_etag(hashlib.sha256(_WRITTEN_AT.sub(b"", content)).hexdigest()[:32])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type=TYPE)
        response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = etag
    return response
