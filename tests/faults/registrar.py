"""Processes that register people at an event without end; a test kills them.

`python -m tests.faults.registrar FILE` reads an order from each line: `right EVENT` starts a
process that registers as it should, `wrong EVENT` one that does so without a transaction (the
control), `kill` kills it. Each key that was acknowledged becomes a line of FILE. The processes are
copies of this one, which touched no database; see `sender.py`.
"""

import os
import signal
import sys
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import django
from django.conf import settings

django.setup()

from django.template.loader import get_template  # noqa: E402  # after the set-up
from django.urls import reverse  # noqa: E402
from django.utils.translation import gettext, override  # noqa: E402

from events.enums import RegistrationSource  # noqa: E402
from events.models import Event  # noqa: E402
from events.models.event import EventQuerySet  # noqa: E402
from events.services import registering  # noqa: E402
from events.services.registering import Person, Wish, register  # noqa: E402


def unlocked(rows: EventQuerySet, pk: int) -> Event:
    found: Event = rows.get(pk=pk)
    return found


def without_transaction() -> Any:
    bare: Any = registering._registered
    return patch.multiple(registering, _registered=bare.__wrapped__)


def work(manner: str, pk: int, acknowledged: str) -> None:
    """Register one person after the other."""
    wrong = manner == "wrong"
    with (
        without_transaction() if wrong else nullcontext(),
        patch.object(EventQuerySet, "locked", unlocked) if wrong else nullcontext(),
        open(acknowledged, "a", buffering=1) as file,  # noqa: PTH123  # unbuffered per line
    ):
        event = Event.objects.get(pk=pk)
        while True:
            key = uuid4()
            person = Person(name="Bezoeker", email=f"{key}@schakel.example")
            register(event, Wish(key=key, person=person, source=RegistrationSource.ORGANISER))
            file.write(f"{key}\n")


def start(order: str, acknowledged: str) -> int:
    manner, pk = order.split()
    pid = os.fork()
    if not pid:
        try:
            work(manner, int(pk), acknowledged)
        finally:
            os._exit(0)
    return pid


def warm_up() -> None:
    """Load what the first registration would: each process that is killed begins with it."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("registration_manage", args=["token"])
            gettext("Register")
    get_template("cms/mails/layout.html")


def main(acknowledged: str) -> None:
    warm_up()
    pid = 0
    for line in sys.stdin:
        order = line.strip()
        if order == "kill":
            gone = os.waitpid(pid, os.WNOHANG)[0]
            if not gone:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            pid = 0
            print("was gone" if gone else "done", flush=True)
        else:
            pid = start(order, acknowledged)
            print("done", flush=True)
    if pid:
        os.kill(pid, signal.SIGKILL)


main(sys.argv[1])
