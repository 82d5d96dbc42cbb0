"""A small bundle to import, change and break."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from cms.bundle import BundleInvalid, check_bundle

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
