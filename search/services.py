"""Keeping the index true: draining what is stale, healing, rebuilding, telling how it is."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from search.documents import Entity, IndexDocument, sources
from search.engines import get_engine
from search.engines.contract import (
    Delete,
    EngineBusy,
    EngineError,
    EngineUnavailable,
    Health,
    Put,
)
from search.fanout import mark
from search.models import Dirty

logger = logging.getLogger(__name__)
T = TypeVar("T")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Drift:
    """Where index and database differ."""

    missing: frozenset[str]
    stale: frozenset[str]
    phantom: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """Every document that is wrong in some way."""
        return self.missing | self.stale | self.phantom


@dataclass(frozen=True, slots=True)
class Status:
    """How search is."""

    health: Health
    pending: int
    oldest: datetime | None
    drift: Drift | None


def pending() -> bool:
    """Whether anything waits to be indexed; one cheap query."""
    return Dirty.objects.exists()


def drain(limit: int = _BATCH) -> int:
    """Bring the index up to date for at most `limit` entities; return how many were done.

    Rows are removed after the index holds what they stand for, and only if nobody marked them
    again: a process that dies in between leaves them for the next. 0 also while another process
    is writing, or while there is no index to write to.
    """
    rows = list(Dirty.objects.order_by("pk")[:limit])
    if not rows:
        return 0
    try:
        done = _apply(rows)
    except (EngineBusy, EngineUnavailable):
        return 0
    Dirty.objects.unmark(done)
    return len(done)


def _apply(rows: Sequence[Dirty]) -> list[Dirty]:
    """Index what these rows stand for; return the rows that are done.

    An entity that cannot be read must not keep all others waiting: it is left out and logged.
    """
    try:
        get_engine().apply(list(_operations([row.entity for row in rows])))
    except EngineError:
        raise
    except Exception:
        if len(rows) == 1:
            logger.exception("%s cannot be indexed", rows[0].entity)
            return []
        return [done for row in rows for done in _apply([row])]
    return list(rows)


def drain_all() -> int:
    """Drain until nothing waits or nothing can be done."""
    done = 0
    while count := drain():
        done += count
    return done


def _operations(entities: Sequence[Entity]) -> Iterator[Put | Delete]:
    """Take every entity out, then put in what it is now: its documents may have become fewer."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        yield Delete(entity)
        by_kind[entity.kind].append(entity.key)
    for kind, keys in by_kind.items():
        if kind in sources:
            for document in sources[kind].build(keys):
                yield Put(document)


def documents() -> Iterator[IndexDocument]:
    """Yield every document there should be, as the database is now."""
    for source in sources:
        for keys in _batches(source.keys()):
            yield from source.build(keys)


def rebuild() -> int:
    """Build the index from the database beside the old one and swap; return its size.

    Rows of what is stale stay: what changed meanwhile is drained into the new index.
    """
    return get_engine().rebuild(documents())


def drift() -> Drift:
    """Compare index and database, both ways. Builds every document: not for every minute."""
    held: dict[str, set[int]] = defaultdict(set)
    twice = set()
    for key, version in get_engine().versions():
        if key in held:
            twice.add(key)
        held[key].add(version)
    wanted = {document.key: document.version for document in documents()}
    common = wanted.keys() & held.keys()
    return Drift(
        missing=frozenset(wanted.keys() - held.keys()),
        stale=frozenset(key for key in common if {wanted[key]} != held[key] or key in twice),
        phantom=frozenset(held.keys() - wanted.keys()),
    )


def heal() -> Drift:
    """Mend what differs, by the same way as every other change; return what was found."""
    found = drift()
    mark({_entity(key) for key in found.keys})
    drain_all()
    return found


def status(*, thorough: bool = False) -> Status:
    """Tell how search is; `thorough` also looks for drift."""
    health = get_engine().health()
    oldest = Dirty.objects.order_by("since").first()
    return Status(
        health=health,
        pending=Dirty.objects.count(),
        oldest=oldest.since if oldest else None,
        drift=drift() if thorough and health.ok else None,
    )


def _entity(key: str) -> Entity:
    kind, name, *_rest = key.split(":")
    return Entity(kind, name)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    found = iter(items)
    while batch := list(islice(found, _BATCH)):
        yield batch
