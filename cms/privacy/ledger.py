"""Who was erased, as hashes: in a table, and in a file that a restored back-up does not undo."""

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from cms.models import Erasure

_SALT = "schakel.erasure"


class LedgerError(Exception):
    """The file with erasures cannot be read; the message says where."""


def hashes_of(user: Any) -> list[str]:
    """Return the hashes by which this account may stand in the ledger, the present one first.

    The number is part of it: who comes back later has another one and is not erased again.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    identity = f"{user.pk}:{user.email.lower()}"
    return [
        salted_hmac(_SALT, identity, secret, algorithm="sha256").hexdigest() for secret in secrets
    ]


def path() -> Path:
    """Return where the file is."""
    return Path(settings.VAR_DIR) / "erasures.jsonl"


def write_down(erasure: Erasure) -> None:
    """Add an erasure to the file when its transaction is committed.

    Not before: a line about an erasure that was rolled back would erase somebody at a replay.
    """
    hashed_id, moment = erasure.hashed_id, erasure.requested_at
    transaction.on_commit(lambda: _append(hashed_id, moment))


def complete() -> int:
    """Add what a process that died after its commit did not write down; return how many."""
    written = set(_in_file())
    missing = [row for row in Erasure.objects.all() if row.hashed_id not in written]
    for row in missing:
        _append(row.hashed_id, row.requested_at)
    return len(missing)


def everybody() -> set[str]:
    """Return the hashes of all who were erased, from the table and from the file."""
    return {*Erasure.objects.values_list("hashed_id", flat=True), *_in_file()}


def _append(hashed_id: str, moment: datetime) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"hashed_id": hashed_id, "at": moment.isoformat()})
    descriptor = os.open(path(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as file:
        # A line that was cut off by a crash must not take this one with it.
        file.write(f"\n{line}\n")
        file.flush()
        os.fsync(file.fileno())


def _in_file() -> Iterator[str]:
    try:
        lines = path().read_text().splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise LedgerError(f"{path()} cannot be read: {error}.") from error
    for line in filter(None, lines):
        try:
            yield str(json.loads(line)["hashed_id"])
        except (ValueError, KeyError, TypeError):
            # Cut off while it was written; `complete` writes it again from the table.
            continue
