"""Atom: what is new on the site, or on one page and what belongs to it, for a feed reader.

A feed is read without signing in and kept by others, so it holds what everybody may read and no
more: published pages, none that is private, and each text in one language only.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageQuerySet

from cms.models.pages import without_private
from cms.navigation import active_language
from cms.registry import Registry

# How many entries a feed has at most.
ENTRIES = 30

# Floors say what belongs to a page besides the pages below it: their `translation_key`s, as a
# query that the query for the entries takes in.
additions: Registry[Callable[[Page], QuerySet[Page, UUID]]] = Registry("reading of what is added")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `title` and `summary` are plain text, `address` is without scheme and host.

    Where `page` is filled, the summary is that of the page with this number, read only for who
    does not have this version of the feed yet.
    """

    urn: str
    title: str
    summary: str
    address: str
    published: datetime
    updated: datetime
    page: int = 0


# What floors tell about a page that is no page itself, the newest first and no more than asked
# for: they get the page, or None for the feed of the whole site. Only what everybody may read.
messages: Registry[Callable[[Page | None, str, int], Iterable[FeedEntry]]] = Registry(
    "reading of what is told about a page"
)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def open_pages(language: str) -> PageQuerySet:
    """Return what a feed in this language may name."""
    pages = Page.objects.live().filter(locale__language_code=language, alias_of=None, depth__gt=1)
    return without_private(pages).select_related("locale")


def newest(page: Page | None, language: str) -> list[Page]:
    """Return what was published last, of the whole site or of a page and what belongs to it."""
    pages = open_pages(language).filter(last_published_at__isnull=False)
    if page is not None:
        belongs = Q(path__startswith=page.path)
        for added_to in additions:
            belongs |= Q(translation_key__in=added_to(page))
        pages = pages.filter(belongs)
    return list(pages.order_by("-last_published_at", "pk")[:ENTRIES])


def entry_id(page: Page) -> str:
    """Return what tells an entry apart for good, also after its address has changed."""
    return uuid5(page.translation_key, page.locale.language_code).urn


def entry_of(page: Page, request: HttpRequest) -> FeedEntry:
    """Return the entry of a page that was published."""
    return FeedEntry(
        urn=entry_id(page),
        title=page.title,
        summary="",
        address=page.get_url(request) or "/",
        published=page.first_published_at or page.last_published_at,
        updated=page.last_published_at,
        page=page.pk,
    )


def _legible(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _entries(request: HttpRequest, page: Page | None) -> list[FeedEntry]:
    """Return what is new in the active language: pages and what is told about them."""
    language = active_language()
    entries = [entry_of(each, request) for each in newest(page, language)]
    for told in messages:
        entries += told(page, language, ENTRIES)
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)[:ENTRIES]


def _version(entries: list[FeedEntry], title: str) -> str:
    parts = [title, *(f"{entry.urn} {entry.address} {entry.updated}" for entry in entries)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _summaries(entries: list[FeedEntry]) -> dict[int, str]:
    """Return the summaries of pages by their number, in one query for each page type."""
    keys = [entry.page for entry in entries if entry.page]
    specific = Page.objects.filter(pk__in=keys).specific()
    return {page.pk: getattr(page, "summary", "") or page.search_description for page in specific}


def _write(
    request: HttpRequest, entries: list[FeedEntry], title: str, page: Page | None, part: str
) -> str:
    """Return the feed as XML."""
    link = page.get_url(request) if page else reverse("wagtail_serve", args=[""])
    guid = entry_id(page) if page else uuid5(NAMESPACE_URL, request.build_absolute_uri("/")).urn
    feed = Atom1Feed(
        title=_legible(title),
        link=request.build_absolute_uri(link),
        description="",
        language=active_language(),
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_url=request.build_absolute_uri(f"{request.path}?{part}" if part else request.path),
        # The same page is an entry in other feeds: what it is an id of makes the difference.
        feed_guid=uuid5(UUID(guid), f"feed {active_language()} {part}".strip()).urn,
    )
    summaries = _summaries(entries)
    for entry in entries:
        feed.add_item(
            title=_legible(entry.title),
            link=request.build_absolute_uri(entry.address),
            # Atom1Feed calls it HTML.
            description=escape(_legible(entry.summary or summaries.get(entry.page, ""))),
            unique_id=entry.urn,
            pubdate=entry.published,
            updateddate=entry.updated,
        )
    return str(feed.writeString("utf-8"))


def _answer(request: HttpRequest, title: str, page: Page | None = None) -> HttpResponse:
    return feed_of(request, _entries(request, page), title, page)


def feed_of(
    request: HttpRequest,
    entries: list[FeedEntry],
    title: str,
    page: Page | None = None,
    part: str = "",
) -> HttpResponse:
    """Return a feed of these entries, or 304 for a reader that has this version already.

    `part` is the query that says of which part of `page` it is; it goes into its address and id.
    """
    etag = quote_etag(_version(entries, title))
    seconds = int(entries[0].updated.timestamp()) if entries else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        response = HttpResponse(
            _write(request, entries, title, page, part), content_type=Atom1Feed.content_type
        )
    response.headers["ETag"] = etag
    if seconds:
        response.headers["Last-Modified"] = http_date(seconds)
    return response


@require_safe
def site_feed(request: HttpRequest) -> HttpResponse:
    """What is new on the whole site, in the language of the address."""
    return _answer(request, settings.WAGTAIL_SITE_NAME)


@require_safe
def page_feed(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is new on a page, below it, and about it. A private page answers as a missing one."""
    page = open_pages(active_language()).filter(translation_key=key).first()
    if page is None:
        raise Http404
    return _answer(request, f"{page.title} – {settings.WAGTAIL_SITE_NAME}", page)
