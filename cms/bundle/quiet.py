"""Keep the admin's search index and reference index still during an import.

Both follow every save of every object, which is most of the time an import would take: a page is
saved several times, and so are its parts. Here each object is indexed once, at the end.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from django.db import models
from django.db.models.signals import post_save
from modelcluster.fields import ParentalKey
from modelsearch import index
from modelsearch.backends import get_search_backends
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.registry import Registry

Touched = dict[type[models.Model], set[Any]]

# What a floor above follows every save with, and can do once at the end of an import.
quieted: Registry[Callable[[], AbstractContextManager[None]]] = Registry("quieted upkeep")


@contextmanager
def indexed_at_the_end() -> Iterator[None]:
    """Index what was saved in this context when it ends; nothing if it fails."""
    touched: Touched = defaultdict(set)

    def note(sender: type[models.Model], instance: models.Model, **_kwargs: Any) -> None:
        touched[sender].add(instance.pk)

    searchable = [
        model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)
    ]
    post_save.connect(note, weak=False)
    for model in searchable:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with ExitStack() as still:
            still.enter_context(disable_reference_index_auto_update())
            for upkeep in quieted:
                still.enter_context(upkeep())
            yield
    finally:
        post_save.disconnect(note)
        for model in searchable:
            post_save.connect(post_save_signal_handler, sender=model)
    _index(touched, set(searchable))


def _index(touched: Touched, searchable: set[Any]) -> None:
    for model, keys in touched.items():
        is_part = any(isinstance(column, ParentalKey) for column in model._meta.get_fields())
        referring = not is_part and ReferenceIndex.is_indexed(model)
        if not referring and model not in searchable:
            continue
        objects = list(model._default_manager.filter(pk__in=keys))
        if referring:
            for one in objects:
                ReferenceIndex.create_or_update_for_object(one)
        if model in searchable:
            indexed = [one for one in map(index.get_indexed_instance, objects) if one]
            for backend in get_search_backends(with_auto_update=True):
                backend.add_bulk(model, indexed)
