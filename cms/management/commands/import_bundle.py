"""Import a content bundle: create or update everything in it, or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from cms.bundle import BundleInvalid, BundleRefused, check_bundle, import_bundle
from cms.bundle.importing import TreeBroken


class Command(BaseCommand):
    help = (
        "Import a content bundle: create or update everything in it, or nothing (docs/bundle.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder of the bundle")
        parser.add_argument("--check", action="store_true", help="only look for mistakes")

    def handle(self, *args: Any, path: Path, check: bool, verbosity: int, **options: Any) -> None:
        def report(line: str) -> None:
            if verbosity:
                self.stdout.write(line)
                self.stdout.flush()

        try:
            if check:
                check_bundle(path, report)
                report(_("No mistakes found."))
            else:
                report(str(import_bundle(path, report)))
        except BundleInvalid as error:
            raise CommandError(
                _("%(mistakes)s\n\n%(number)d mistakes; nothing was imported.")
                % {"mistakes": error, "number": len(error.mistakes)}
            ) from error
        except (BundleRefused, TreeBroken) as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            raise CommandError(
                _("Somebody else is writing to the database. Nothing was imported; try again.")
            ) from error
