"""What is new about coalitions for a feed reader: what everybody may read, and nothing else."""

from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from wagtail.models import Page

from cms.feeds import FeedEntry, additions, messages
from cms.markdown import plain
from coalitions.enums import CallState, Visibility
from coalitions.models import Call, CallsIndex, Coalition, CoalitionPage, ProgressUpdate

WORDS = 60


def about(page: Page) -> QuerySet[Page, UUID]:
    """Return the keys of what is about a coalition (lessons), an activity or a theme."""
    key = page.translation_key
    running = Coalition.objects.filter(activities__translation_key=key).values("translation_key")
    linked = (
        Q(lesson__learned_from__translation_key=key)
        | Q(coalitionpage__translation_key__in=running)
        | Q(coalitionpage__theme_links__theme__translation_key=key)
    )
    originals: QuerySet[Page] = Page.objects.live().filter(linked)
    return originals.values_list("translation_key", flat=True)


def updates(page: Page | None, language: str, most: int) -> list[FeedEntry]:
    """Return the newest public updates of public coalitions, of those at or below `page`.

    Updates are written in the site's first language, and each text is in one feed only.
    """
    if language != settings.LANGUAGE_CODE:
        return []
    pages = CoalitionPage.objects.shown_in(language)
    if page is not None:
        pages = pages.filter(path__startswith=page.path)
    by_key = {each.translation_key: each for each in pages}
    found = ProgressUpdate.objects.standing().filter(
        visibility=Visibility.PUBLIC, coalition__translation_key__in=by_key
    )
    newest = found.select_related("coalition").order_by("-created_at", "-pk")[:most]
    return [_entry(each, by_key[each.coalition.translation_key]) for each in newest]


def _entry(update: ProgressUpdate, page: CoalitionPage) -> FeedEntry:
    return FeedEntry(
        urn=uuid5(update.key, "update").urn,
        title=f"{page.title}: {date_format(update.happened_on, 'j F Y')}",
        summary=Truncator(plain(update.happened)).words(WORDS),
        address=f"{page.get_url() or '/'}#update-{update.pk}",
        published=update.created_at,
        updated=update.created_at,
    )


def calls(page: Page | None, language: str, most: int) -> list[FeedEntry]:
    """Return the newest public calls and questions, of their list or about `page`.

    Each is in the feed of the language in which it was written.
    """
    found = Call.objects.filter(visibility=Visibility.PUBLIC, language=language)
    found = found.exclude(state=CallState.WITHDRAWN)
    if page is not None and not isinstance(page.specific_deferred, CallsIndex):
        asked_here = Q(coalition__translation_key=page.translation_key)
        found = found.filter(asked_here | Q(theme__translation_key=page.translation_key))
    return [_call_entry(each) for each in found.order_by("-created_at", "-pk")[:most]]


def _call_entry(call: Call) -> FeedEntry:
    return FeedEntry(
        urn=uuid5(call.key, "call").urn,
        title=f"{call.get_kind_display()}: {call.line}",
        summary=Truncator(plain(call.details)).words(WORDS),
        address=reverse("call", args=[call.pk]),
        published=call.created_at,
        updated=call.created_at,
    )


additions.register("coalitions", about)
messages.register("coalitions", updates)
messages.register("calls", calls)
