"""What the worker does for mail."""

import time

from cms.mailing.sending import BATCH, ServerUnavailable, send_due
from cms.worker import Duty, duties, wake

SHORTEST_PAUSE = 30.0
LONGEST_PAUSE = 300.0


class Delivery:
    """Sends what is due, and leaves a server in trouble alone for a while (seconds).

    A silent server takes `EMAIL_TIMEOUT` each time it is asked: not for every mail that comes in.
    """

    def __init__(self) -> None:
        self._again = 0.0
        self._pause = 0.0

    def __call__(self) -> None:
        if time.monotonic() < self._again:
            return
        try:
            sent = send_due()
        except ServerUnavailable:
            self._pause = min(max(SHORTEST_PAUSE, self._pause * 2), LONGEST_PAUSE)
            self._again = time.monotonic() + self._pause
            raise
        self._pause = 0.0
        if sent == BATCH:
            # There is more; other duties get their turn first.
            wake()


duties.register("mail", Duty(Delivery(), seconds=20))
