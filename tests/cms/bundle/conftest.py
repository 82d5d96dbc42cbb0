"""A small bundle to import, change and break."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from cms.bundle import BundleInvalid, check_bundle, import_bundle

SMALL = Path(__file__).parents[2] / "bundles" / "small"


@pytest.fixture(autouse=True)
def messages_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the small bundle."""
    return Path(shutil.copytree(SMALL, tmp_path / "bundle"))


@pytest.fixture(scope="module")
def imported_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The folder with the pictures of the small bundle, imported for the rest of the module."""
    media = tmp_path_factory.mktemp("media")
    kept = override_settings(MEDIA_ROOT=media)
    with kept, django_db_blocker.unblock(), transaction.atomic():
        import_bundle(SMALL)
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def imported(imported_once: Path, own_media: None, settings: Any, bundle: Path, db: None) -> Path:
    """A copy of the small bundle that was imported; what a test does about it is undone.

    A module in which a test asks for this has none that begins with an empty database.
    """
    shutil.copytree(imported_once, settings.MEDIA_ROOT)
    return bundle


@pytest.fixture
def edit(bundle: Path) -> Callable[..., None]:
    """A function that replaces text in a file of the bundle."""

    def change(file: str, old: str, new: str) -> None:
        path = bundle / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return change


@pytest.fixture
def mistakes(bundle: Path, db: None) -> Callable[[], list[str]]:
    """A function that checks the bundle and returns what it says."""

    def found() -> list[str]:
        try:
            check_bundle(bundle)
        except BundleInvalid as error:
            return str(error).splitlines()
        return []

    return found
