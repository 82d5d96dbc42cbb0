from pathlib import Path

import pytest

from search.analysis import configure, warm

CACHE = Path(__file__).parents[3] / ".cache" / "search-analysis"


@pytest.fixture(scope="session", autouse=True)
def tables() -> None:
    """Build the tables once per machine, not once per run."""
    configure(CACHE)
    warm()
