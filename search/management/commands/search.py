"""`manage.py search heal | rebuild | status`: look after the index."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import services
from search.engines import get_engine
from search.engines.contract import EngineError


class Command(BaseCommand):
    """Heal, rebuild or describe the search index."""

    help = "Looks after the search index: heal | rebuild | status."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("heal", "rebuild", "status"))
        parser.add_argument(
            "--if-needed", action="store_true", help="rebuild only an index that is not there"
        )

    def handle(self, *args: Any, action: str, if_needed: bool, **options: Any) -> None:
        if if_needed and get_engine().health().ok:
            return
        actions = {"heal": self._heal, "rebuild": self._rebuild, "status": self._status}
        try:
            actions[action]()
        except EngineError as error:
            raise CommandError(f"{error} (`manage.py search rebuild` makes a new one.)") from error

    def _heal(self) -> None:
        found = services.heal()
        self.stdout.write(
            f"missing {len(found.missing)}, stale {len(found.stale)}, phantom {len(found.phantom)}"
        )
        left = services.drift().keys
        if left:
            raise CommandError(f"{len(left)} documents still differ: is another process writing?")

    def _rebuild(self) -> None:
        self.stdout.write(f"{services.rebuild()} documents")

    def _status(self) -> None:
        status = services.status(thorough=True)
        self.stdout.write(f"engine     {status.health.engine}: {status.health.detail}")
        self.stdout.write(f"documents  {status.health.documents}")
        self.stdout.write(f"size       {status.health.size / 1e6:.1f} MB")
        since = f", since {status.oldest:%Y-%m-%d %H:%M}" if status.oldest else ""
        self.stdout.write(f"waiting    {status.pending}{since}")
        if status.drift is not None:
            self.stdout.write(f"drift      {len(status.drift.keys)}")
        if not status.health.ok:
            raise CommandError("Search rests; `manage.py search rebuild` makes a new index.")
