"""A small SMTP server, with which tests see what really arrives, and how trouble is met."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from email import message_from_bytes
from email.message import Message
from email.policy import default
from types import TracebackType
from typing import Self


class MailServer:
    """Listens on a port of its own and keeps each message that it accepted.

    `refused` maps an address to an answer such as `550 no such user`; `greeting` and
    `answer_to_data` may be refusals too. While `silent`, it takes a connection and says nothing;
    when it `hangs_up`, it goes away once it is given a text. It `thinks` (seconds) before it takes
    a text and before it answers to it, and is `busy` meanwhile. `close` stops listening,
    `open` starts again on the same port.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refused: dict[str, str] = {}
        self.greeting = "220 test"
        self.answer_to_data = "250 kept"
        self.silent = False
        self.hangs_up = False
        self.thinks = 0.0
        self.busy = threading.Event()
        self.connections = 0
        self.port = 0
        self._listening: socket.socket | None = None
        self._lines: list[socket.socket] = []

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        """Listen, on the same port as before."""
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self._listening = listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def close(self) -> None:
        """Refuse connections and break off those there are."""
        for each in (self._listening, *self._lines):
            if each:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
                each.close()
        self._listening, self._lines = None, []

    def ids(self) -> list[str]:
        """Return the Message-ID of each message, in order of arrival."""
        return [str(message["Message-ID"]) for message in self.messages]

    def _accept(self, listening: socket.socket) -> None:
        while True:
            try:
                line, _address = listening.accept()
            except OSError:
                return
            self.connections += 1
            self._lines.append(line)
            if not self.silent:
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, ValueError), line, line.makefile("rwb") as file:

            def say(text: str) -> None:
                file.write(text.encode() + b"\r\n")
                file.flush()

            say(self.greeting)
            for raw in file:
                command = raw.decode().strip()
                verb = command.upper()
                if verb.startswith("RCPT"):
                    address = command.partition("<")[2].partition(">")[0]
                    say(self.refused.get(address, "250 ok"))
                elif verb == "DATA" and self.hangs_up:
                    return
                elif verb == "DATA":
                    self._think()
                    say("354 go on")
                    self._take(file, say)
                elif verb == "QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 ok")

    def _take(self, file: Iterable[bytes], say: Callable[[str], None]) -> None:
        lines: list[bytes] = []
        for raw in file:
            if raw == b".\r\n":
                break
            lines.append(raw.removeprefix(b".") if raw.startswith(b"..") else raw)
        else:
            return
        self._think()
        if self.answer_to_data.startswith("250"):
            self.messages.append(message_from_bytes(b"".join(lines), policy=default))
        say(self.answer_to_data)

    def _think(self) -> None:
        if self.thinks:
            self.busy.set()
            time.sleep(self.thinks)
            self.busy.clear()
