"""Atom: how a page changed, for a feed reader; as somebody sees it who has not signed in."""

from uuid import uuid5

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.feeds import ENTRIES, FeedEntry, feed_of
from cms.history.reads import ChangeLine, changes_of, lines_of, with_people

# The query that asks for the feed.
PART = "atom"


def history_feed(request: HttpRequest, page: Page) -> HttpResponse:
    """Return the last changes of a page that everybody may read."""
    changes = with_people(changes_of(page))[:ENTRIES]
    entries = [_entry(page, line) for line in lines_of(page, changes, None)]
    title = _("History of “%(title)s”") % {"title": page.title}
    return feed_of(request, entries, title, page, PART)


def _entry(page: Page, line: ChangeLine) -> FeedEntry:
    change, key = line.change, page.translation_key
    name = "page_diff" if line.readable else "page_history"
    arguments = [key, change.pk] if line.readable else [key]
    kind = _("First version") if line.first else change.get_kind_display()
    said = [line.who and _("By %(name)s") % {"name": line.who}, change.note]
    return FeedEntry(
        urn=uuid5(key, f"change {change.pk}").urn,
        title=f"{page.title}: {kind[:1].lower()}{kind[1:]}",
        summary=". ".join(part for part in said if part),
        address=reverse(name, args=arguments),
        published=change.happened_at,
        updated=change.happened_at,
    )
