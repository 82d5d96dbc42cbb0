"""Workers with their mail duty alone, each a process of its own; a test kills them.

`python -m tests.faults.sender PORT` reads an order from each line, and answers when it is done:
`right` starts a worker that sends as it should, `wrong` one that marks a mail as sent before it
sends it (the control, which must lose mail), `kill` kills it, `stop` asks it to stop and waits.
The workers are copies of this process, which touched no database: starting Django thirty times
would take longer than all the rest.
"""

import os
import signal
import sys
from contextlib import suppress
from datetime import datetime
from typing import Any

import django
from django.conf import settings

django.setup()

from cms import worker  # noqa: E402  # after the set-up, as `manage.py worker` does
from cms.mailing import sending  # noqa: E402
from cms.models import OutgoingMail  # noqa: E402
from cms.registry import Registry  # noqa: E402
from cms.worker import Duty, Worker  # noqa: E402

right = sending._send
SIGNALS = {"kill": signal.SIGKILL, "stop": signal.SIGTERM}


def marks_first(mail: OutgoingMail, connection: Any, now: datetime) -> bool:
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=now)
    return right(mail, connection, now)


def work(manner: str) -> None:
    """Be the worker, as `manage.py worker` is."""
    if manner == "wrong":
        sending._send = marks_first
    one = Worker()
    signal.signal(signal.SIGTERM, one.stop)
    one.run()


def start(manner: str) -> int:
    pid = os.fork()
    if not pid:
        try:
            work(manner)
        finally:
            # The orders that are still to be read are not for the copy.
            os._exit(0)
    return pid


def end(pid: int, order: str) -> str:
    if os.waitpid(pid, os.WNOHANG)[0]:
        return "was gone"
    os.kill(pid, SIGNALS[order])
    os.waitpid(pid, 0)
    return "done"


def main(port: int) -> None:
    settings.OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    mail = worker.duties["mail"]
    worker.duties = Registry("duty")
    worker.duties.register("mail", Duty(mail.run, seconds=0.05))
    pid = 0
    for line in sys.stdin:
        order = line.strip()
        if order in SIGNALS:
            print(end(pid, order), flush=True)
        else:
            pid = start(order)
            print("done", flush=True)
    if pid:
        # The test broke off: nothing of it stays behind.
        with suppress(ChildProcessError):
            end(pid, "kill")


main(int(sys.argv[1]))
