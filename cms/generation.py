"""What many pages show is read once and remembered until something of it changes.

Whatever changes it, in whichever process, adds to the generation in the same transaction; reading
costs one small query. Kept in this process only: no cache has to be set up for it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from cms.bundle.quiet import quieted
from cms.models import ContactPoint, Generation, NavigationSettings

T = TypeVar("T")

# Hosts and languages of the sites; more than this are names that somebody makes up.
MOST = 100
# Removing a row makes a new generation as well, which costs one reading.
KEPT = timedelta(days=1)
_SHOWN = (Page, PageViewRestriction, Site, Locale, NavigationSettings, ContactPoint)
# What is written of a page when only its draft changes.
_DRAFT = {"latest_revision", "draft_title", "latest_revision_created_at", "has_unpublished_changes"}

_remembered: dict[Hashable, tuple[int, Any]] = {}
# What asked for a new generation while they are held back; None where they are not.
_held: ContextVar[list[None] | None] = ContextVar("held", default=None)


def remembered(key: Hashable, read: Callable[[], T]) -> T:
    """Return what `read` returned in this generation of the site, under `key`."""
    generation = Generation.objects.current()
    known = _remembered.get(key)
    if known is not None and known[0] == generation:
        found: T = known[1]
        return found
    value = read()
    if len(_remembered) >= MOST:
        _remembered.clear()
    _remembered[key] = (generation, value)
    return value


def advance() -> None:
    """Begin a new generation, when the transaction is committed."""
    held = _held.get()
    if held is None:
        Generation.objects.create()
    else:
        held.append(None)


@contextmanager
def advanced_once() -> Iterator[None]:
    """Begin one new generation for everything that changes in this context, if anything does."""
    asked: list[None] = []
    token = _held.set(asked)
    try:
        yield
    finally:
        _held.reset(token)
    if asked:
        advance()


def forget_old() -> int:
    """Remove the rows of changes that are long past; return how many."""
    rows = Generation.objects.filter(changed_at__lt=timezone.now() - KEPT)
    count: int = rows.delete()[0]
    return count


@receiver(post_save, dispatch_uid="cms.generation.saved")
def on_saved(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    """Follow every save of what pages show."""
    if isinstance(instance, _SHOWN) and not (update_fields and set(update_fields) <= _DRAFT):
        advance()


@receiver(post_delete, dispatch_uid="cms.generation.deleted")
def on_deleted(instance: Any, **_kwargs: Any) -> None:
    """Follow what pages show when it goes."""
    if isinstance(instance, _SHOWN):
        advance()


@receiver(post_page_move, dispatch_uid="cms.generation.moved")
def on_moved(**_kwargs: Any) -> None:
    """Follow a move, which saves no page."""
    advance()


quieted.register("generation", advanced_once)
