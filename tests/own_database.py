"""A copy of the test database for one test, in which many threads and processes really commit."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, connections


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """Work in a copy of the database that is in use; give its address, as `SCHAKEL_DATABASE`.

    Nothing of it comes back: the test that follows finds what was there before. What the test
    itself wrote before this is not in it.
    """
    before: Any = connections["default"]
    copy = _copied_file(before, folder) if before.vendor == "sqlite" else _cloned(before)
    connections.settings["default"] = {**before.settings_dict, "NAME": copy}
    connections["default"] = connections.create_connection("default")
    try:
        yield _address(connections["default"].settings_dict)
    finally:
        connections["default"].close()
        connections["default"] = before
        connections.settings["default"] = before.settings_dict
        if before.vendor != "sqlite":
            with before._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _copied_file(before: Any, folder: Path) -> str:
    copy = folder / f"{uuid4().hex}.sqlite3"
    before.ensure_connection()
    # A copy waits for whoever is writing, and the transaction of the test counts as that.
    before.connection.rollback()
    with closing(sqlite3.connect(copy)) as target:
        before.connection.backup(target)
    return str(copy)


def _cloned(before: Any) -> str:
    copy = f"schakel_{uuid4().hex[:12]}"
    # PostgreSQL copies a database that nobody has open; the transaction of the test ends with it.
    before.close()
    with before._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{before.settings_dict["NAME"]}"')
    return copy


def _address(found: dict[str, Any]) -> str:
    if found["ENGINE"].endswith("sqlite3"):
        return f"sqlite:{found['NAME']}"
    who = found["USER"] + (f":{found['PASSWORD']}" if found["PASSWORD"] else "")
    if str(found["HOST"]).startswith("/"):
        return f"postgresql://{who}@/{found['NAME']}?host={found['HOST']}"
    return f"postgresql://{who}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


def at_once(
    calls: list[Callable[[], Any]], threads: int = 16, expected: type[Exception] | None = None
) -> list[Any]:
    """Do these in threads that commit; return what each gave, or the `expected` error it raised."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:
            if expected is None or not isinstance(error, expected):
                raise
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, calls))
