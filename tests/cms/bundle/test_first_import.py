"""An import into a database in which no bundle stands yet."""

from pathlib import Path

import pytest
from wagtail.models import Page

from cms.bundle import export_bundle, import_bundle
from cms.bundle.importing import TreeBroken
from cms.models import PlainPage
from knowledge.models import Activity
from tests.cms.bundle.database import everything, page

pytestmark = pytest.mark.django_db


def test_a_draft_with_a_translation_is_left_alone_the_second_time(bundle: Path) -> None:
    (bundle / "pages" / "plannen.en.md").write_text("---\ntitle: Plans\n---\nNot ready.\n")
    import_bundle(bundle)
    assert import_bundle(bundle).translated == 0
    assert not page(PlainPage, "page", "plannen", "en").live


def test_a_failure_halfway_leaves_nothing_behind(
    bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.bundle.importing.Page.find_problems", lambda: ([1], [], [], [], []))
    before = everything()
    with pytest.raises(TreeBroken):
        import_bundle(bundle)
    monkeypatch.undo()
    assert everything() == before
    assert not any(Page.find_problems())


def test_half_a_translation_is_exported_as_it_reads(bundle: Path, tmp_path: Path) -> None:
    path = bundle / "activities/moestuin.en.md"
    path.write_text(path.read_text().replace("Wear old shoes.\n", ""))
    import_bundle(bundle)
    export_bundle(tmp_path / "out")
    english = (tmp_path / "out/activities/samen-tuinieren.en.md").read_text()
    assert "oude schoenen" not in english
    assert "oude schoenen" in str(Activity.objects.get(slug="gardening-together").body)
