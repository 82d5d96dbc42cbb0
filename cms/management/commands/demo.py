"""`manage.py demo`: the demo network, from nothing to a running site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms import demo


class Command(BaseCommand):
    """Prepare and serve the demo network on this machine."""

    help = "Prepares and serves the demo network on http://127.0.0.1:8000/ until Ctrl-C."
    # They cost a second, and `make test` runs them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=demo.PORT, help="another port than 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        demo.interruptible()
        try:
            demo.prepare(self.say)
            demo.accounts(self.say)
            demo.serve(self.say, options["port"])
        except demo.DemoError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.say("\nStopped.")

    def say(self, line: str) -> None:
        """Print a line at once, also into a pipe."""
        self.stdout.write(line)
        self.stdout.flush()
