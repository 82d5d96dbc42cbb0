"""What a network keeps of people, from the shell."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.privacy import ledger, services


class Command(BaseCommand):
    help = (
        "minimise: remove what is past its retention. replay: after a restored back-up, erase again"
        " who was erased. sweep: go on looking for traces of who was erased."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        minimise = actions.add_parser("minimise")
        minimise.add_argument("--dry-run", action="store_true", help="Only count.")
        actions.add_parser("replay")
        actions.add_parser("sweep")

    def handle(self, *, action: str, dry_run: bool = False, **_options: Any) -> None:
        if action == "minimise":
            self._minimise(dry_run)
        elif action == "replay":
            self._replay()
        else:
            self.stdout.write(f"{services.finish_erasures()} erasures finished.")

    def _minimise(self, dry_run: bool) -> None:
        for thinned in services.minimise(dry_run=dry_run):
            self.stdout.write(f"{thinned.count:>7}  {thinned.what}")
        if dry_run:
            self.stdout.write("Nothing was changed: this was a dry run.")

    def _replay(self) -> None:
        try:
            erased = services.replay()
        except (ledger.LedgerError, services.PrivacyError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{erased} accounts erased again.")
