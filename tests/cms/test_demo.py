"""What a start of the demo prepares; that it serves is tested with a browser."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db.migrations.executor import MigrationExecutor

from cms import demo
from cms.models import HomePage
from network.enums import Role
from network.models import User


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """The management commands that are called, instead of calling them."""
    called: list[str] = []
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(demo, "call_command", lambda name, *_args, **_options: called.append(name))
    return called


def test_a_first_start_loads_and_indexes(commands: list[str], db: None) -> None:
    demo.prepare(lambda _line: None)

    assert commands == ["compile_catalogues", "import_bundle", "search"]


def test_tables_that_are_missing_are_made_first(
    commands: list[str], db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = [("cms.0001_pages_media_and_care", False)]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_to: missing)

    demo.prepare(lambda _line: None)

    assert commands == ["compile_catalogues", "migrate", "import_bundle", "search"]


def test_a_start_after_one_that_was_stopped_halfway_does_the_rest(
    commands: list[str], home: HomePage, account: Any
) -> None:
    user = account(Role.EDITOR)
    said: list[str] = []

    demo.prepare(said.append)
    demo.accounts(said.append)

    assert commands == ["compile_catalogues", "search"]
    user.refresh_from_db()
    assert user.check_password(said[-1].split()[-1])
    assert any(user.email in line and "editor" in line for line in said)


def test_a_second_start_does_nothing_over(
    commands: list[str], home: HomePage, account: Any
) -> None:
    user = account(Role.EDITOR)
    demo.prepare(lambda _line: None)
    before = User.objects.get(pk=user.pk).password
    commands.clear()

    demo.prepare(lambda _line: None)

    assert "import_bundle" not in commands
    assert "migrate" not in commands
    assert User.objects.get(pk=user.pk).password == before


def test_only_its_owner_reads_the_password(
    commands: list[str], home: HomePage, tmp_path: Path
) -> None:
    demo.prepare(lambda _line: None)

    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0


def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with socket.create_server((demo.HOST, 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(demo.DemoError, match=str(port)):
            demo.serve(lambda _line: None, port)


class Started(Exception):
    """Something was to be started."""


def test_links_in_mail_lead_to_the_port_of_the_demo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: dict[str, str] = {}

    def note(*_args: Any, env: dict[str, str], **_options: Any) -> None:
        given.update(env)
        raise Started

    with monkeypatch.context() as patch, socket.create_server((demo.HOST, 0)) as free:
        port = free.getsockname()[1]
        free.close()
        patch.setattr("cms.demo.subprocess.Popen", note)
        with pytest.raises(Started):
            demo.serve(lambda _line: None, port)

    code = (
        "import django; django.setup(); from cms.mailing.texts import site_url; print(site_url())"
    )
    demo_settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.demo", "SCHAKEL_VAR": str(tmp_path)}
    said = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        env={**given, **demo_settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == f"http://127.0.0.1:{port}"
    assert "SCHAKEL_ADDRESS" not in os.environ
