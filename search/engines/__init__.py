"""Engines behind one interface."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.contract import Engine


def get_engine() -> Engine:
    """Return the engine of this site, one for the whole process."""
    return _embedded(Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=8)
def _embedded(root: Path) -> Engine:
    # tantivy is loaded by whoever searches, not by every management command.
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(root)
