"""Write the network's content to a folder, in the form that import_bundle reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.bundle import BundleRefused, export_bundle


class Command(BaseCommand):
    help = (
        "Write the network's content to an empty folder or over an older bundle (docs/bundle.md)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder to write to")

    def handle(self, *args: Any, path: Path, verbosity: int, **options: Any) -> None:
        try:
            number = export_bundle(path)
        except BundleRefused as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                _("%(path)s: %(problem)s") % {"path": path, "problem": error.strerror}
            ) from error
        if verbosity:
            self.stdout.write(_("%(number)d files in %(path)s.") % {"number": number, "path": path})
