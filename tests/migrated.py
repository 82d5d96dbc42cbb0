"""A database that was migrated once: building it takes most of a minute, copying it a moment.

Only what migrations do is kept. What follows every `migrate` (permissions, roles, defaults of
plugins) is done in each run by the code as it stands then.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate

ROOT = Path(__file__).resolve().parents[1]
DAY = 24 * 60 * 60
KEPT = ROOT / ".cache" / "migrated"


def migrated_database() -> Path:
    """Return the file of a migrated SQLite database, made by the first who asks for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    found = KEPT / f"{_fingerprint()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            _build(found)
            for file in KEPT.glob("*.sqlite3*"):
                # A run that began before the last migration was written may still copy its own.
                if file.stat().st_mtime < time.time() - DAY:
                    file.unlink()
    return found


def start_from_migrated() -> None:
    """Let the SQLite database of the tests begin as a copy; `migrate` then finds nothing to do."""
    creation: Any = connection.creation
    make_empty = creation._create_test_db

    def make(*args: Any, **options: Any) -> str:
        name: str = make_empty(*args, **options)
        # A database in memory is gone when the last one who looks at it leaves.
        creation.kept_open = sqlite3.connect(name, uri=name.startswith("file:"))
        with closing(sqlite3.connect(migrated_database())) as source:
            source.backup(creation.kept_open)
        return name

    creation._create_test_db = make


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}".encode())
    for file in _sources():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    """Return the files of every migration, and those of ours that migrations import.

    They are not loaded: one of wagtail-localize looks into the database when it is.
    """
    yield Path(__file__)
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            yield file
            yield from _imported(file.read_text(encoding="utf-8"))


def _imported(source: str) -> Iterator[Path]:
    for name in re.findall(r"^(?:import|from) ([\w.]+)", source, re.MULTILINE):
        module = ROOT / name.replace(".", "/")
        for file in (module.with_suffix(".py"), module / "__init__.py"):
            if file.exists():
                yield file


def _build(path: Path) -> None:
    building = path.with_suffix(f".sqlite3-{os.getpid()}")
    environment = {**os.environ, "SCHAKEL_DATABASE": f"sqlite:{building}"}
    command = [sys.executable, "-m", "tests.migrated"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)  # noqa: S603
    with closing(sqlite3.connect(building)) as made:
        # One file, without the log beside it that others would have to copy too.
        made.execute("PRAGMA journal_mode=DELETE")
    building.rename(path)


def main() -> None:
    """Migrate the database that is configured, and nothing of what follows on that."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    settings.DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;"
    post_migrate.receivers = []
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    main()
