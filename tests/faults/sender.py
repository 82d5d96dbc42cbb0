"""The worker as a process of its own, with its mail duty alone; a test kills it.

`python -m tests.faults.sender PORT right` sends as the worker does. With `wrong` in place of
`right` it marks a mail as sent before it sends it: the control, which must lose mail.
"""

import sys
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


def marks_first(mail: OutgoingMail, connection: Any, now: datetime) -> bool:
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=now)
    return right(mail, connection, now)


def main(port: int, manner: str) -> None:
    settings.OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    if manner == "wrong":
        sending._send = marks_first
    mail = worker.duties["mail"]
    worker.duties = Registry("duty")
    worker.duties.register("mail", Duty(mail.run, seconds=0.05))
    Worker().run()


main(int(sys.argv[1]), sys.argv[2])
