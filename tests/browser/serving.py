"""The demo as people start it, in a folder and on a port of its own, and a browser to look."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.migrated import migrated_database

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PHONE = {"width": 390, "height": 844}
SMALL_PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a demo with its data in `folder`."""
    # A SQLite file of its own, whatever the suite runs on: several may run beside each other.
    return {
        **{name: value for name, value in os.environ.items() if name != "SCHAKEL_DATABASE"},
        "SCHAKEL_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "PYTHONUNBUFFERED": "1",
    }


def lay_tables(folder: Path) -> None:
    """Give a demo that is yet to start its empty tables, from a database migrated before."""
    folder.mkdir()
    shutil.copyfile(migrated_database(), folder / "schakel.sqlite3")
    # For what follows on every migration: permissions, roles.
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)  # noqa: S603


@contextmanager
def running_demo(folder: Path) -> Iterator[str]:
    """Run `manage.py demo` with its data in `folder`; give its address without a slash."""
    port = free_port()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        _wait_for_address(process.stdout)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _wait_for_address(output: IO[str]) -> None:
    said = []
    for line in output:
        said.append(line)
        if "Schakel is at" in line:
            return
    raise AssertionError("The demo did not start:\n" + "".join(said))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
