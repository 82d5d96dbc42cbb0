"""The two commands answer a person: what is wrong, and that nothing happened."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from wagtail.models import Page

pytestmark = pytest.mark.django_db


def test_check_says_that_all_is_well_and_writes_nothing(bundle: Path) -> None:
    before = Page.objects.count()
    out = StringIO()
    call_command("import_bundle", bundle, "--check", stdout=out)
    assert "No mistakes found." in out.getvalue()
    assert Page.objects.count() == before


def test_an_import_says_what_it_did(bundle: Path) -> None:
    out = StringIO()
    call_command("import_bundle", bundle, stdout=out)
    assert "Pages: 18 new, 0 changed, 0 as they were; 7 translations written" in out.getvalue()


def test_verbosity_0_says_nothing(bundle: Path) -> None:
    out = StringIO()
    call_command("import_bundle", bundle, stdout=out, verbosity=0)
    assert out.getvalue() == ""


def test_mistakes_end_the_command_with_their_number(bundle: Path) -> None:
    (bundle / "notities.txt").write_text("x")
    with pytest.raises(CommandError, match=r"notities.txt:1[\s\S]*1 mistakes; nothing was"):
        call_command("import_bundle", bundle, stdout=StringIO())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_bundle", tmp_path / "weg", stdout=StringIO())


def test_a_locked_database_is_told_in_words(bundle: Path, monkeypatch: Any) -> None:
    def locked(*_args: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("cms.bundle.importing._write", locked)
    with pytest.raises(CommandError, match="Somebody else is writing"):
        call_command("import_bundle", bundle, stdout=StringIO())


def test_an_export_says_how_many_files_it_wrote(bundle: Path, tmp_path: Path) -> None:
    call_command("import_bundle", bundle, stdout=StringIO())
    out = StringIO()
    call_command("export_bundle", tmp_path / "out", stdout=out)
    assert out.getvalue().startswith(f"{len(list((tmp_path / 'out').rglob('*.*')))} files in")


def test_an_export_into_a_strange_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "foto.txt").write_text("x")
    with pytest.raises(CommandError, match="holds other files"):
        call_command("export_bundle", tmp_path, stdout=StringIO())
