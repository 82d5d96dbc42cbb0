"""The demo network in a database and an index of its own, to measure on."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loaded_demo() -> Iterator[dict[str, float]]:
    """Set Django up on a temporary folder and load the demo; give how many seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SCHAKEL_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.demo")
        import django

        django.setup()
        yield _load()


def _load() -> dict[str, float]:
    from django.conf import settings
    from django.core.management import call_command

    seconds = {}
    for name, command in {
        "migrate": ("migrate",),
        "import the demo": ("import_bundle", str(settings.BUNDLE_DEMO)),
        "build the index": ("search", "rebuild"),
    }.items():
        begun = time.perf_counter()
        call_command(*command, verbosity=0)
        seconds[f"{name} (s)"] = round(time.perf_counter() - begun, 1)
    return seconds
