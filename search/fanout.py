"""From a change to the rows it leaves in the table of what is stale.

Every mark is made in the transaction of the change, by signals that Django sends inside it. The
signals Wagtail sends after its transaction only mark once more, for whoever saves without one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.worker import wake
from search.documents import Entity
from search.models import Dirty

Dependents = Callable[[Any], Iterable[Entity]]

page_kinds: dict[type[models.Model], str] = {}
_OLD_ADDRESS = "_search_old_url_path"
_waiting: ContextVar[dict[Entity, None] | None] = ContextVar("search_marks", default=None)


def mark(entities: Iterable[Entity]) -> None:
    """Mark entities as stale; the drainer is woken when the transaction is committed."""
    found = list(entities)
    waiting = _waiting.get()
    if waiting is not None:
        waiting.update(dict.fromkeys(found))
    elif found:
        Dirty.objects.mark(found)
        transaction.on_commit(wake)


@contextmanager
def marked_at_the_end() -> Iterator[None]:
    """Mark what changes in this context when it ends, each thing once; nothing if it fails.

    For one long transaction, whose marks nobody sees before it is committed.
    """
    waiting: dict[Entity, None] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    mark(waiting)


def depend(model: type[models.Model], dependents: Dependents) -> None:
    """When an instance of `model` is saved or deleted, what `dependents` answers is stale.

    It is asked after a save and before a delete, so that it can follow relations both times.
    """

    def receiver(instance: Any, **_: Any) -> None:
        mark(dependents(instance))

    name = f"search.{model._meta.label}.{dependents.__module__}.{dependents.__qualname__}"
    post_save.connect(receiver, sender=model, weak=False, dispatch_uid=f"{name}.saved")
    pre_delete.connect(receiver, sender=model, weak=False, dispatch_uid=f"{name}.deleted")


def entities_of(pages: Iterable[Page]) -> list[Entity]:
    """Return the entities of pages whose type is searched."""
    found = []
    for page in pages:
        kind = page_kinds.get(page.specific_class)
        if kind:
            found.append(Entity(kind, str(page.translation_key)))
    return found


def _branch(page: Page) -> list[Entity]:
    inside = Page.objects.filter(path__startswith=page.path).select_related("content_type")
    return entities_of(inside.only("translation_key", "content_type"))


def _remember_address(instance: Any, **_: Any) -> None:
    if isinstance(instance, Page) and instance.pk and instance.numchild:
        old = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        setattr(instance, _OLD_ADDRESS, old)


def _page_saved(instance: Any, **_: Any) -> None:
    if not isinstance(instance, Page):
        return
    old = getattr(instance, _OLD_ADDRESS, None)
    moved = old is not None and old != instance.url_path
    mark(_branch(instance) if moved else entities_of([instance]))


def _page_deleted(instance: Any, **_: Any) -> None:
    if isinstance(instance, Page):
        mark(entities_of([instance]))


def _page_moved(instance: Page, **_: Any) -> None:
    mark(_branch(Page.objects.get(pk=instance.pk)))


def _restricted(restriction: PageViewRestriction) -> list[Entity]:
    return _branch(restriction.page)


def _groups_changed(instance: Any, **_: Any) -> None:
    if isinstance(instance, PageViewRestriction):
        mark(_restricted(instance))


def _tagged(tag: Tag) -> list[Entity]:
    return entities_of(Page.objects.filter(tag_links__tag=tag).distinct())


def connect() -> None:
    """Listen to what changes pages of any type."""
    uid = "search.pages"
    pre_save.connect(_remember_address, dispatch_uid=uid)
    post_save.connect(_page_saved, dispatch_uid=uid)
    pre_delete.connect(_page_deleted, dispatch_uid=uid)
    page_published.connect(_page_saved, dispatch_uid=uid)
    page_unpublished.connect(_page_saved, dispatch_uid=uid)
    post_page_move.connect(_page_moved, dispatch_uid=uid)
    models.signals.m2m_changed.connect(
        _groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid=uid
    )
    depend(PageViewRestriction, _restricted)
    depend(Tag, _tagged)
