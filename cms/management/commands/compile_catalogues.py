"""Compile the translation catalogues without GNU gettext.

Django's own ``compilemessages`` calls ``msgfmt``, which a machine with only Python does not have.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def catalogues() -> Iterator[Path]:
    """Give every ``.po`` file under ``LOCALE_PATHS``."""
    for folder in settings.LOCALE_PATHS:
        yield from sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))


def is_fresh(source: Path) -> bool:
    """Compare times; a compiled catalogue carries that of the source it was made from."""
    compiled = source.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns == source.stat().st_mtime_ns


def compile_catalogue(source: Path) -> None:
    """Write the ``.mo`` beside ``source``; a reader never sees half a file.

    Raises ``CommandError`` with file and line when the catalogue cannot be read or says the same
    thing twice.
    """
    modified = source.stat().st_mtime_ns
    try:
        catalogue = polib.pofile(str(source), check_for_duplicates=True)
    except (OSError, ValueError) as error:
        raise CommandError(f"{source}: {error}") from error
    unfinished = source.with_suffix(f".mo.{os.getpid()}")
    unfinished.write_bytes(catalogue.to_binary())
    os.utime(unfinished, ns=(modified, modified))
    unfinished.replace(source.with_suffix(".mo"))


class Command(BaseCommand):
    help = "Compile the .po files that changed since their .mo was written."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile what is stale and say how many that were; say nothing when all is fresh."""
        stale = [source for source in catalogues() if not is_fresh(source)]
        for source in stale:
            compile_catalogue(source)
        if stale and options["verbosity"]:
            self.stdout.write(f"Compiled {len(stale)} catalogue(s).")
