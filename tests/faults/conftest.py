"""A database that other processes can open too, and the mail server of the tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.mail_server import MailServer


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep SQLite's test database in a file: in memory no other process can see it."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("faults") / "faults.sqlite3")


@pytest.fixture
def database(transactional_db: None) -> str:
    """The test database as `SCHAKEL_DATABASE` names it."""
    found: dict[str, Any] = connections["default"].settings_dict
    if found["ENGINE"].endswith("sqlite3"):
        return f"sqlite:{found['NAME']}"
    who = found["USER"] + (f":{found['PASSWORD']}" if found["PASSWORD"] else "")
    if str(found["HOST"]).startswith("/"):
        return f"postgresql://{who}@/{found['NAME']}?host={found['HOST']}"
    return f"postgresql://{who}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server on this machine, to which mail is sent."""
    settings.OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    # So long that a busy machine is not taken for a silent server.
    settings.EMAIL_TIMEOUT = 30
    with MailServer() as made:
        settings.EMAIL_PORT = made.port
        yield made


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    """A folder of its own for the worker that the test starts."""
    settings.VAR_DIR = tmp_path
    return tmp_path
