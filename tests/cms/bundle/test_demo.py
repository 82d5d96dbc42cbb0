"""The demo network is a bundle like any other."""

from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.bundle import check_bundle, export_bundle, import_bundle


@pytest.mark.django_db
def test_the_demo_has_no_mistakes() -> None:
    check_bundle(settings.BUNDLE_DEMO)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_survives_the_round_trip(tmp_path: Path) -> None:
    """Slow: it imports the whole demo network, 240 pages and 180 translations."""
    import_bundle(settings.BUNDLE_DEMO)
    assert not any(Page.find_problems())
    assert not StringTranslation.objects.filter(has_error=True).exists()
    export_bundle(tmp_path / "first")
    result = import_bundle(tmp_path / "first")
    assert (result.created, result.changed, result.translated, result.rows) == (0, 0, 0, 0)
    export_bundle(tmp_path / "second")
    names = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*"))
    files = [name for name in names if (tmp_path / "first" / name).is_file()]
    assert len(files) > 400
    for name in files:
        first, second = tmp_path / "first" / name, tmp_path / "second" / name
        assert first.read_bytes() == second.read_bytes(), name
