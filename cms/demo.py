"""Everything `manage.py demo` does: prepare what is missing, then serve until it is stopped."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from cms.models import HomePage

HOST = "127.0.0.1"
PORT = 8000
Say = Callable[[str], None]


class DemoError(Exception):
    """The demo cannot start; the message says why and what to do."""


def prepare(say: Say) -> None:
    """Migrate, load the demo network and build its index, each only where it is missing."""
    call_command("compile_catalogues", verbosity=0)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
    if not HomePage.objects.exists():
        say("Loading the demo network …")
        call_command("import_bundle", str(settings.BUNDLE_DEMO))
    if not _password_file().exists():
        _set_password()
    # Also where a new version of the analysis asks for a new index.
    call_command("search", "rebuild", if_needed=True)


def _password_file() -> Path:
    return Path(settings.VAR_DIR) / "demo-password"


def _set_password() -> None:
    """Give all demo accounts one password of this machine's own; hashing it once saves seconds."""
    password = f"schakel-{secrets.token_hex(4)}"
    get_user_model().objects.update(password=make_password(password))
    _password_file().touch(mode=0o600)
    _password_file().write_text(password)


def accounts(say: Say) -> None:
    """Print one account for each role, the first that was made, and the password of all."""
    say("")
    first = Group.objects.annotate(first=Min("user")).values("first")
    users = get_user_model().objects.filter(pk__in=first).prefetch_related("groups")
    for user in users.order_by("pk"):
        roles = ", ".join(group.name for group in user.groups.all())
        say(f"  {user.get_username():<30} {roles}")
    say(f"  password for all of them: {_password_file().read_text()}")
    if not settings.ADMIN_NEEDS_SECOND_STEP:
        say(
            "  no second step when signing in, in this demo only;"
            " SCHAKEL_SECOND_STEP=on asks for one"
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex((HOST, port)) != 0


@contextmanager
def running(*command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command beside us, told where the site is; on the way out stop it."""
    env = {**os.environ, "SCHAKEL_ADDRESS": f"http://{HOST}:{port}"}
    # A session of its own: Ctrl-C reaches us alone, and we stop one after the other.
    started = subprocess.Popen(command, start_new_session=True, env=env)  # noqa: S603
    try:
        yield started
    finally:
        started.terminate()
        try:
            started.wait(timeout=10)
        except subprocess.TimeoutExpired:
            started.kill()


def web_server(port: int) -> list[str]:
    """Return the command that answers browsers on a port."""
    return [
        str(Path(sys.executable).parent / "granian"),
        # One process with threads: a second one would take 190 MB and answer nobody sooner.
        *("--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"),
        *("--host", HOST, "--port", str(port), "--log-level", "warning"),
        "cms.wsgi:application",
    ]


def serve(say: Say, port: int = PORT) -> None:
    """Serve web and worker until interrupted. Raises `DemoError` when one of them stops."""
    if not _is_free(port):
        raise DemoError(f"Port {port} is taken. Stop what uses it, and start again.")
    manage = str(settings.BASE_DIR / "manage.py")
    with running(*web_server(port), port=port) as server:
        wait_until_it_answers(port, server)
        # After the server, which would start later if it had to share the machine.
        with running(sys.executable, manage, "worker", port=port) as worker:
            say(f"\nSchakel is at http://{HOST}:{port}/ — the admin at http://{HOST}:{port}/admin/")
            say("Stop with Ctrl-C.")
            while server.poll() is None and worker.poll() is None:
                time.sleep(0.2)
            raise DemoError("A part of the demo stopped by itself; see the message above.")


def wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until something listens. Raises `DemoError` when nothing does within half a minute."""
    deadline = time.monotonic() + 30
    while _is_free(port):
        if time.monotonic() > deadline or server.poll() is not None:
            raise DemoError("The web server does not start; see the message above.")
        time.sleep(0.05)


def interruptible() -> None:
    """Let SIGTERM and a closed terminal end the demo as cleanly as Ctrl-C does."""

    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    # SIGINT too: a shell that starts us in the background leaves it ignored.
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
