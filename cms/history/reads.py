"""What a page was before, as its readers may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page, PageLogEntry, Revision

from cms.credits import credit_line, may_see_names
from cms.enums import ChangeKind
from cms.history.texts import Passage, passages_of
from cms.models import PageChange
from cms.notices.reads import page_to_follow
from cms.suggestions.diff import inline_diff

_LIFTS = ("wagtail.view_restriction.delete", "wagtail.view_restriction.edit")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change as a reader sees it."""

    change: PageChange
    # The first time that anybody could read the page.
    first: bool
    # What it said then is kept.
    readable: bool
    who: str
    # Only members see who looked at what somebody else wrote.
    reviewer: str


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """One text that is not what it was: the words that went and came are marked."""

    label: str
    diff: SafeString


def page_with_history(reader: Any, key: UUID) -> Page | None:
    """Return the page with this `translation_key` that `reader` may open in the active language.

    Where that only mirrors a page in another language, it is that page.
    """
    found = page_to_follow(reader, key)
    if found is None or found.locale.language_code != get_language():
        return None
    return found.alias_of or found


def changes_of(page: Page) -> QuerySet[PageChange]:
    """Return the changes of this version, and what holds for every language, the latest first."""
    changes: QuerySet[PageChange] = PageChange.objects.about(page.translation_key)
    shown = changes.filter(Q(page=page) | Q(revision=None, kind=ChangeKind.CONFIRMED))
    opened = opened_at(page)
    return shown.filter(happened_at__gt=opened) if opened else shown


def opened_at(page: Page) -> datetime | None:
    """Return since when a page is for more people than before; what it said then is not theirs.

    A change after that moment replaced what they could read already, so both versions are theirs.
    """
    above = page.get_ancestors(inclusive=True).values("pk")
    lifted = PageLogEntry.objects.filter(page__in=above, action__in=_LIFTS)
    moments = lifted.order_by("-timestamp").values_list("timestamp", flat=True)
    found: datetime | None = moments.first()
    return found


def lines_of(page: Page, changes: Iterable[PageChange], reader: Any) -> list[ChangeLine]:
    """Return changes, with their accounts read already, as a reader may see them."""
    named = may_see_names(reader)
    return [
        ChangeLine(
            change=each,
            first=each.happened_at == page.first_published_at,
            readable=each.revision_id is not None,
            who=_who(each, reader),
            reviewer=_reviewer(each, reader) if named else "",
        )
        for each in changes
    ]


def _reviewer(change: PageChange, reader: Any) -> str:
    return credit_line(change.reviewed_by, "", reader) if change.reviewed_by else ""


def with_people(changes: QuerySet[PageChange]) -> QuerySet[PageChange]:
    """Read along what the lines of changes show."""
    return changes.select_related("by", "reviewed_by", "suggestion")


def _who(change: PageChange, reader: Any) -> str:
    outsider = change.suggestion.name if change.suggestion else ""
    if change.by is None and not change.organisation and not outsider:
        return ""
    return credit_line(change.by, change.organisation, reader, name=outsider)


def before(page: Page, change: PageChange) -> PageChange | None:
    """Return the change before this one whose version is kept.

    That it replaced is what readers saw, also where it came before the page was open to them all.
    """
    earlier: QuerySet[PageChange] = PageChange.objects.filter(page=page, revision__isnull=False)
    at = change.happened_at
    latest = earlier.filter(Q(happened_at__lt=at) | Q(happened_at=at, pk__lt=change.pk))
    found = latest.select_related("revision").order_by("-happened_at", "-pk").first()
    return found if found and _was_open(page, found) else None


def _was_open(page: Page, change: PageChange) -> bool:
    """Whether all readers of now could read this version at some moment."""
    opened = opened_at(page)
    if opened is None or change.happened_at > opened:
        return True
    replaced = PageChange.objects.filter(page=page, happened_at__lte=opened)
    return not replaced.filter(happened_at__gt=change.happened_at).exists()


def published_change(page: Page, pk: int) -> PageChange | None:
    """Return the change of this very page with this number, if its version is kept."""
    changes = changes_of(page).filter(page=page, pk=pk, revision__isnull=False)
    return with_people(changes).select_related("revision").first()


def compared(older: Revision | None, newer: Revision) -> list[ChangedPassage]:
    """Return each text that differs between two versions, in the order of the newer one.

    Without an older version it is the whole of the newer one, with nothing marked.
    """
    new = _passages(newer)
    if older is None:
        whole = [each for each in new.values() if each.text]
        return [ChangedPassage(each.label, inline_diff(each.text, each.text)) for each in whole]
    old = _passages(older)
    gone = [name for name in old if name not in new]
    return [
        ChangedPassage((new.get(name) or old[name]).label, inline_diff(was, becomes))
        for name in (*new, *gone)
        if (was := _said(old, name)) != (becomes := _said(new, name))
    ]


def _passages(revision: Revision) -> dict[str, Passage]:
    return {each.name: each for each in passages_of(revision.as_object())}


def _said(passages: dict[str, Passage], name: str) -> str:
    return passages[name].text if name in passages else ""
