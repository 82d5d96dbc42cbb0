"""The database: SQLite unless `SCHAKEL_DATABASE` names a PostgreSQL server."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from cms.settings.apps import BASE_DIR

VAR_DIR = Path(os.environ.get("SCHAKEL_VAR", BASE_DIR / "var"))

# Without IMMEDIATE most read-then-write transactions fail when two people write at once;
# synchronous=FULL because what was confirmed to somebody must survive a power cut.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;"
    " PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
)


def database_from(address: str) -> dict[str, Any]:
    """Return Django's settings for `sqlite`, `sqlite:PATH` or `postgresql://user:pw@host/name`.

    Raises `ImproperlyConfigured` for anything else.
    """
    if address == "sqlite" or address.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.partition(":")[2] or VAR_DIR / "schakel.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(address)
    if parts.scheme != "postgresql" or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "SCHAKEL_DATABASE must be 'sqlite', 'sqlite:PATH' or"
            f" 'postgresql://user:password@host/name', not {address!r}."
        )
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": database_from(os.environ.get("SCHAKEL_DATABASE", "sqlite"))}
