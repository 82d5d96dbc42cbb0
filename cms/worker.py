"""The worker: one process that does what may wait, in turns.

Floors register duties; `manage.py worker` runs each of them when it is due, and at once when
`wake` is called. Nothing depends on the wake-up arriving: it only makes the wait shorter.
"""

import contextlib
import logging
import select
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from django.conf import settings
from django.db import close_old_connections

from cms.registry import Registry

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do every `seconds`, and at once when the worker is woken unless it may wait."""

    run: Callable[[], object]
    seconds: float
    at_wake: bool = True


duties: Registry[Duty] = Registry("duty")


def _door() -> Path:
    return Path(settings.VAR_DIR) / "worker.sock"


def wake() -> None:
    """Tell the worker that there is something to do; harmless when it does not run."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        sender.sendto(b"!", str(_door()))


class Worker:
    """Runs the duties until it is told to stop."""

    def __init__(self) -> None:
        self.stopped = Event()
        self._due = dict.fromkeys(duties.names(), 0.0)

    def stop(self, *_signal: object) -> None:
        """Finish the duty at hand and return."""
        self.stopped.set()

    def run(self) -> None:
        """Work until `stop` is called."""
        with self._listening() as door:
            while not self.stopped.is_set():
                self.turn(time.monotonic())
                pause = max(0.0, min(self._due.values(), default=1.0) - time.monotonic())
                doors = [door] if door else []
                if select.select(doors, [], [], min(pause, 1.0))[0] and door:
                    self._answer(door)

    def turn(self, now: float) -> None:
        """Run every duty that is due at `now` (seconds of the monotonic clock)."""
        for name, due in self._due.items():
            if due <= now:
                self._do(name)
                self._due[name] = now + duties[name].seconds

    def _do(self, name: str) -> None:
        close_old_connections()
        try:
            duties[name].run()
        except Exception:
            # One duty that fails must not stop the others; it is due again next time.
            logger.exception("The duty %s failed", name)

    def _answer(self, door: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            while door.recv(64):
                pass
        self._due |= {name: 0.0 for name in self._due if duties[name].at_wake}

    @contextlib.contextmanager
    def _listening(self) -> Iterator[socket.socket | None]:
        """Give the socket, or None where there can be none: then everything waits its turn."""
        path = _door()
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                door.bind(str(path))
                path.chmod(0o600)
            except OSError as error:
                # A path of more than 107 bytes, or a shared folder that knows no sockets.
                logger.warning(
                    "The worker cannot be woken (%s: %s); it looks by itself", path, error
                )
                yield None
                return
            door.setblocking(False)
            try:
                yield door
            finally:
                path.unlink(missing_ok=True)
