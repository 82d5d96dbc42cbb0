"""The search for every trace of who was erased, in steps that can be taken up again."""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page

from cms.models import Erasure
from cms.privacy import aftermath
from cms.privacy.columns import Table, tables
from cms.privacy.providers import Trace, afterwards
from cms.privacy.words import Word

_BATCH = 100


@dataclass(slots=True)
class Search:
    """What is looked for on behalf of one erasure, and until when this turn may last."""

    account: int
    words: Sequence[Word]
    deadline: float = field(default=float("inf"))

    def is_over(self) -> bool:
        """Whether this turn has taken its time."""
        return time.monotonic() > self.deadline


def state_of(account: int, traces: Sequence[Trace]) -> dict[str, Any]:
    """Return what an erasure has to remember until every trace is gone."""
    words = [{"kind": trace.kind, "word": trace.word, "put": dict(trace.put)} for trace in traces]
    return {"account": account, "token": secrets.token_hex(3), "words": words, "done": []}


def _search(state: Mapping[str, Any], deadline: float) -> Search:
    words = [
        Word(each["kind"], each["word"], each["put"], state["token"]) for each in state["words"]
    ]
    return Search(state["account"], words, deadline)


_AFTERWARDS = "afterwards: "


def sweep(erasure: Erasure, seconds: float = float("inf"), *, only_texts: bool = False) -> bool:
    """Remove traces for at most about so many seconds; return whether all are gone.

    With `only_texts` what was derived from texts waits for the next turn: it may take long.

    After each step the state is stored. A step that was cut off is taken again from its start:
    what it did before is not found any more.
    """
    if erasure.done_at:
        return True
    search = _search(erasure.traces, time.monotonic() + seconds)
    for name, step in _steps():
        if name in erasure.traces["done"]:
            continue
        waits = only_texts and name.startswith(_AFTERWARDS)
        if waits or search.is_over() or not step(search):
            return False
        erasure.traces["done"].append(name)
        if not _store(erasure, traces=erasure.traces):
            return True
    _store(erasure, done_at=timezone.now(), traces={})
    erasure.refresh_from_db()
    return True


def _store(erasure: Erasure, **values: Any) -> bool:
    """Store how far it is; False when another process finished it meanwhile.

    Whoever leaves and the worker may look at the same time: what was emptied must stay empty.
    """
    return bool(Erasure.objects.filter(pk=erasure.pk, done_at=None).update(**values))


def _steps() -> Iterator[tuple[str, Callable[[Search], bool]]]:
    for table in tables():
        yield table.label, partial(_clean_table, table)
    yield "sessions", lambda search: aftermath.clean_sessions(search.account, search.words)
    yield "authorship", lambda search: aftermath.forget_author(search.account)
    yield "cache", lambda _search: aftermath.clear_cache()
    for name in afterwards.names():
        yield f"{_AFTERWARDS}{name}", partial(_afterwards, name)
    yield "storage", lambda _search: aftermath.scrub_storage()


def _afterwards(name: str, _search: Search) -> bool:
    afterwards[name]()
    return True


def _clean_table(table: Table, search: Search) -> bool:
    if not search.words:
        return True
    after = None
    while not search.is_over():
        # Outside a transaction, which on SQLite would keep everybody else from writing.
        keys = table.suspects(search.words, after, _BATCH)
        if keys:
            with transaction.atomic():
                for row in table.locked(keys):
                    _clean_row(table, row, search.words)
        if len(keys) < _BATCH:
            return True
        after = keys[-1]
    return False


def _clean_row(table: Table, row: Mapping[str, Any], words: Sequence[Word]) -> None:
    changes = table.clean(row, words)
    if not changes:
        return
    files = {name for name in changes if table.columns[name] == "file"}
    for name in files:
        old = row[f"text_{name}"]
        changes[name] = aftermath.rename_file(table.model, name, old, changes[name])
    if not aftermath.merged_string(table.model, row["pk"], changes):
        table.write(row["pk"], changes)
    _tell(table, row["pk"])


def _tell(table: Table, pk: Any) -> None:
    """Say that a row was saved: whoever keeps an index of such rows brings it up to date."""
    instance: Any = table.model._base_manager.filter(pk=pk).first()
    if isinstance(instance, Page):
        instance = instance.specific
    if instance is not None:
        post_save.send(
            sender=type(instance),
            instance=instance,
            created=False,
            update_fields=None,
            raw=False,
            using=instance._state.db,
        )
