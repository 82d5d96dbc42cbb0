"""The world in which every question of the matrix is asked."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from search import services
from tests.permissions.world import World

# They register what there is and what can be done to it; a later one builds on those before it.
SUBJECTS = (
    "pages",
    "pages_admin",
    "records",
    "uploads",
    "reviewing",
    "people",
    "entering",
    "telling",
    "coalitions",
    "updates",
    "pulse",
    "calls",
    "plans",
    "events",
    "reports",
    "wiki",
    "contributing",
)
for _subject in SUBJECTS:
    import_module(f"tests.permissions.{_subject}")


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Made once, and gone from the database when the last question was answered."""
    folder = tmp_path_factory.mktemp("matrix")
    kept = override_settings(
        SEARCH_INDEX_DIR=folder / "search",
        MEDIA_ROOT=folder / "media",
        LANGUAGE_CODE="nl",
    )
    with kept, django_db_blocker.unblock(), transaction.atomic():
        made = World()
        services.rebuild()
        yield made
        transaction.set_rollback(True)
    cache.clear()
