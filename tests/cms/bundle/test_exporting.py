"""What is exported imports again, to the byte."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page, Site
from wagtail_localize.models import TranslatableObject, TranslationSource

from cms.bundle import BundleRefused, export_bundle, import_bundle
from cms.bundle.names import page_key
from cms.models import ContactPoint, HomePage, PageCare, PlainPage, SiteImage
from knowledge.models import Lesson, PageSource

pytestmark = pytest.mark.django_db


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty_the_database() -> None:
    Site.objects.all().delete()
    PageSource.objects.all().delete()  # a source may not be deleted while it is cited
    for child in Page.objects.filter(depth=2):
        child.delete()
    others: tuple[Any, ...] = (TranslationSource, TranslatableObject, ContactPoint)
    for model in (*others, PageCare, SiteImage):
        model._default_manager.all().delete()
    root = Page.objects.get(depth=1)
    welcome = root.add_child(instance=Page(title="Welkom", slug="home"))
    Site.objects.create(is_default_site=True, root_page=welcome, hostname="localhost")


def test_export_and_import_into_an_empty_database_and_export_are_the_same(
    imported: Path, tmp_path: Path, settings: Any
) -> None:
    export_bundle(tmp_path / "first")
    empty_the_database()
    settings.MEDIA_ROOT = tmp_path / "other-media"
    import_bundle(tmp_path / "first")
    export_bundle(tmp_path / "second")
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert "images/tuin.png" in contents(tmp_path / "first")


def test_importing_an_export_changes_nothing(imported: Path, tmp_path: Path) -> None:
    export_bundle(tmp_path / "out")
    result = import_bundle(tmp_path / "out")
    assert (result.created, result.changed, result.translated, result.pictures) == (0, 0, 0, 0)


def test_a_page_keeps_its_identity_when_its_address_becomes_its_name(
    imported: Path, tmp_path: Path
) -> None:
    export_bundle(tmp_path / "out")
    key = page_key("activity", "moestuin")
    assert f"key: {key}" in (tmp_path / "out/activities/samen-tuinieren.nl.md").read_text()


def test_over_an_older_bundle_the_files_keep_their_names(imported: Path) -> None:
    (imported / "notities").mkdir()
    (imported / "notities/van-mij.txt").write_text("blijft")
    export_bundle(imported)
    files = contents(imported)
    assert "activities/samen-tuinieren.nl.md" not in files
    assert b"slug: samen-tuinieren" in files["activities/moestuin.nl.md"]
    assert files["notities/van-mij.txt"] == b"blijft"
    assert b"key:" not in files["site.yaml"]


def test_a_folder_of_other_files_is_refused(imported: Path, tmp_path: Path) -> None:
    (tmp_path / "brieven").mkdir()
    (tmp_path / "brieven/brief.txt").write_text("Beste")
    with pytest.raises(BundleRefused, match="holds other files"):
        export_bundle(tmp_path / "brieven")
    assert list(contents(tmp_path / "brieven")) == ["brief.txt"]


def test_a_page_made_by_hand_travels_with_its_key_and_its_blocks(
    imported: Path, tmp_path: Path
) -> None:
    home = HomePage.objects.get(locale__language_code="nl")
    made = home.add_child(
        instance=PlainPage(
            title="Met de hand",
            slug="met-de-hand",
            locale=home.locale,
            body=[("text", "<p>een</p>"), ("text", "<p>twee<br/>drie</p>")],
        )
    )
    made.save_revision().publish()
    export_bundle(tmp_path / "out")
    text = (tmp_path / "out/pages/met-de-hand.nl.md").read_text()
    assert f"key: {made.translation_key}" in text
    assert text.count("::: text {#") == 2
    result = import_bundle(tmp_path / "out")
    assert (result.created, result.changed) == (0, 0)


def test_no_account_leaves_the_database(imported: Path, tmp_path: Path) -> None:
    export_bundle(tmp_path / "out")
    assert not (tmp_path / "out/accounts.yaml").exists()
    assert not any(b"tuin@schakel.example" in data for data in contents(tmp_path / "out").values())


def test_a_lost_picture_stops_the_export_before_it_writes(imported: Path, tmp_path: Path) -> None:
    picture = SiteImage.objects.get()
    picture.file.storage.delete(picture.file.name)
    with pytest.raises(BundleRefused, match="tuin"):
        export_bundle(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_edited_link_is_exported_by_name(imported: Path, tmp_path: Path) -> None:
    lesson = Lesson.objects.get(slug="regen", locale__language_code="nl")
    about = PlainPage.objects.get(slug="over-ons", locale__language_code="nl")
    lesson.explanation = f'<p data-block-key="x">Zie <a linktype="page" id="{about.pk}">ons</a></p>'
    lesson.save_revision().publish()
    export_bundle(tmp_path / "out")
    assert "Zie [ons](page:over-ons)" in (tmp_path / "out/lessons/regen.nl.md").read_text()
