"""Writing down what changed: one line for each time that a page changed for its readers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.credits import organisation_name
from cms.enums import ChangeKind
from cms.history.change_notes import note_on
from cms.models import PageChange, Suggestion

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Noted:
    """What is known of a change besides that a page was published."""

    note: str = ""
    kind: ChangeKind = ChangeKind.EDITED
    by: Any = None
    organisation: str = ""
    suggestion: Suggestion | None = None
    reviewed_by: Any = None


_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


@contextmanager
def noting(
    note: str = "",
    kind: ChangeKind = ChangeKind.EDITED,
    by: Any = None,
    organisation: str = "",
    suggestion: Suggestion | None = None,
    reviewed_by: Any = None,
) -> Iterator[None]:
    """Say of what is published within this block why it changed, and on whose word.

    It has to be published within the block itself: what wagtail-localize publishes once the
    transaction is committed comes too late for it.
    """
    token = _noted.set(Noted(note, kind, by, organisation, suggestion, reviewed_by))
    try:
        yield
    finally:
        _noted.reset(token)


@receiver(page_published, dispatch_uid="cms.history.note_change")
def note_change(
    instance: Page, revision: Revision | None = None, alias: bool = False, **_kwargs: Any
) -> None:
    """Write one line in the history of what was published; an alias has no history of its own."""
    if alias or revision is None or not instance.live:
        return
    previous = _previous(instance)
    if previous is not None and previous.revision_id == revision.pk:
        # Readers saw this very version already: publishing it again changes nothing.
        return
    noted = _noted.get() or _told_by(instance, revision, previous)
    PageChange.objects.create(
        page_id=instance.pk,
        revision=revision,
        happened_at=instance.last_published_at,
        kind=noted.kind,
        note=_one_line(noted.note),
        by=noted.by,
        organisation=noted.organisation or organisation_name(noted.by),
        suggestion=noted.suggestion,
        reviewed_by=noted.reviewed_by,
    )


def _previous(page: Page) -> PageChange | None:
    """Return the change that this page was published with before; an import asks it of none."""
    if page.first_published_at == page.last_published_at:
        return None
    changes = PageChange.objects.filter(page=page.pk, revision__isnull=False)
    found: PageChange | None = changes.order_by("-happened_at", "-pk").first()
    return found


def _told_by(page: Page, revision: Revision, previous: PageChange | None) -> Noted:
    """Return on whose word a version is that was published without a word about it.

    Who wrote it and who published it are two people where a reviewer approved it.
    """
    publisher = get_active_log_context().user
    if publisher is not None and not publisher.is_authenticated:
        publisher = None
    writer = revision.user or publisher
    since = previous.happened_at if previous else None
    note = note_on(page, revision, since) if revision.user else ""
    return Noted(note=note, by=writer, reviewed_by=publisher if publisher != writer else None)


def _one_line(note: str) -> str:
    return " ".join(note.split())[:LONGEST_NOTE]
