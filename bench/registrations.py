"""Registrations per second as browsers make them, on each database.

One visitor gets the form, sends it, opens the link in the mail and presses the button: four
requests over HTTP to the server that `manage.py demo` starts, with its worker beside it that sends
the mails. Server, worker, database and visitors share the machine. Each visitor is a new one: a
connection, a cookie, an address of their own.

SQLite is always measured (synchronous=FULL, as everywhere); PostgreSQL where
`SCHAKEL_BENCH_POSTGRESQL` is the address of a database on a server where we may make another one.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

POSTGRESQL = "SCHAKEL_BENCH_POSTGRESQL"


def measure() -> dict[str, Any]:
    """Return for each database and number of visitors: registrations per second, p50 and p95."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _measured("SQLite", f"sqlite:{folder}/bench.sqlite3", folder)
    server = os.environ.get(POSTGRESQL)
    if not server:
        return figures | {"PostgreSQL": f"not measured: {POSTGRESQL} names no database"}
    with tempfile.TemporaryDirectory() as folder, _own_database(server) as address:
        return figures | _measured("PostgreSQL", address, folder)


def _measured(name: str, address: str, folder: str) -> dict[str, Any]:
    """Measure in a process of its own: Django knows one database for as long as it runs."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "SCHAKEL_DATABASE": address,
        "SCHAKEL_VAR": folder,
    }
    command = [sys.executable, "-m", "bench.visitors"]
    answer = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(answer.stdout.strip().splitlines()[-1])
    return {f"{name}: {what}": value for what, value in found.items()}


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """Make an empty database beside the one that is named, and drop it afterwards."""
    import psycopg

    name = f"schakel_bench_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
