"""`manage.py worker`: index drainer, outgoing mail and schedule, in one process."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from cms.worker import Worker


class Command(BaseCommand):
    """Run the worker until it is interrupted."""

    help = "Does what may wait: keeps the index up to date and runs the schedule."
    # They cost a second, and `make test` runs them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        worker.run()
