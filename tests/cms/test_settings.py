"""The settings that read the machine they run on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings.database import VAR_DIR, database_from

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("address", "name"),
    [("sqlite", VAR_DIR / "schakel.sqlite3"), ("sqlite:/srv/net.db", "/srv/net.db")],
)
def test_sqlite_is_a_file_that_two_people_may_write_at_once(address: str, name: object) -> None:
    found = database_from(address)

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", name)
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://net:p%40ss@db.example:5433/schakel", ("net", "p@ss", "db.example", "5433")),
        ("postgresql:///schakel?host=/run/postgresql", ("", "", "/run/postgresql", "")),
        ("postgresql://net@/schakel?host=/run/postgresql", ("net", "", "/run/postgresql", "")),
    ],
)
def test_postgresql_is_reached_over_the_network_or_a_socket(
    address: str, expected: tuple[str, ...]
) -> None:
    found = database_from(address)

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.postgresql", "schakel")
    assert tuple(found[key] for key in ("USER", "PASSWORD", "HOST", "PORT")) == expected


@pytest.mark.parametrize(
    "address", ["", "nonsense", "mysql://net@db/schakel", "postgresql://db.example/", "sqlite3"]
)
def test_any_other_database_is_refused_and_what_is_possible_is_named(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="sqlite:PATH"):
        database_from(address)


def test_the_demos_secret_key_is_never_readable_by_others_and_stays_the_same(
    tmp_path: Path,
) -> None:
    code = (
        "import os, pathlib; os.umask(0); pathlib.Path.chmod = None; "
        "from cms.settings import demo; print(demo.SECRET_KEY)"
    )

    def start() -> str:
        return subprocess.run(  # noqa: S603  # our own interpreter and code
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "SCHAKEL_VAR": str(tmp_path / "var")},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    key = start()

    assert len(key) == 50
    assert start() == key
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
