"""Catalogues are compiled without GNU gettext, and the Dutch one is complete."""

import gettext
import os
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


@pytest.fixture
def catalogue(tmp_path: Path, settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    source = tmp_path / "nl/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(HEADER + 'msgid "lesson"\nmsgstr "les"\n', encoding="utf-8")
    return source


def rewrite(source: Path, text: str) -> None:
    """Write `text` a second later: file systems may give two quick writes the same time."""
    later = source.stat().st_mtime + 1
    source.write_text(HEADER + text, encoding="utf-8")
    os.utime(source, (later, later))


def translate(source: Path, text: str) -> str:
    with source.with_suffix(".mo").open("rb") as compiled:
        return gettext.GNUTranslations(compiled).gettext(text)


def test_a_catalogue_gives_its_translations_after_compiling(catalogue: Path) -> None:
    call_command("compile_catalogues")
    assert translate(catalogue, "lesson") == "les"


def test_a_fresh_catalogue_is_left_alone(catalogue: Path, capsys) -> None:
    call_command("compile_catalogues")
    before = catalogue.with_suffix(".mo").stat().st_ino
    capsys.readouterr()
    call_command("compile_catalogues")
    assert catalogue.with_suffix(".mo").stat().st_ino == before
    assert capsys.readouterr().out == ""


def test_a_changed_catalogue_is_compiled_again(catalogue: Path) -> None:
    call_command("compile_catalogues")
    rewrite(catalogue, 'msgid "lesson"\nmsgstr "leerpunt"\n')
    call_command("compile_catalogues")
    assert translate(catalogue, "lesson") == "leerpunt"


def test_a_doubtful_translation_is_not_shown(catalogue: Path) -> None:
    rewrite(catalogue, '#, fuzzy\nmsgid "lesson"\nmsgstr "les"\n')
    call_command("compile_catalogues")
    assert translate(catalogue, "lesson") == "lesson"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('msgid "a"\nmsgstr "x"\n\nmsgid "a"\nmsgstr "y"\n', 'msgid "a"|already'),
        ('msgid "a"\nnonsense\n', "line 5"),
    ],
)
def test_a_broken_catalogue_is_named_and_the_old_one_stays(
    catalogue: Path, text: str, hint: str
) -> None:
    call_command("compile_catalogues")
    rewrite(catalogue, text)
    with pytest.raises(CommandError, match=rf"django\.po.*({hint})"):
        call_command("compile_catalogues")
    assert translate(catalogue, "lesson") == "les"
    assert [path.suffix for path in sorted(catalogue.parent.iterdir())] == [".mo", ".po"]


def dutch_entries() -> list[polib.POEntry]:
    entries = [
        entry
        for folder in settings.LOCALE_PATHS
        for path in Path(folder).glob("nl/LC_MESSAGES/*.po")
        for entry in polib.pofile(str(path))
        if not entry.obsolete
    ]
    assert entries, "locale/nl holds no catalogue"
    return entries


def test_every_text_has_a_dutch_translation() -> None:
    missing = [entry.msgid for entry in dutch_entries() if not entry.translated()]
    assert missing == []


def test_a_translation_keeps_the_placeholders_of_its_text() -> None:
    for entry in dutch_entries():
        asked = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        for answer in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert set(PLACEHOLDER.findall(answer)) <= asked, entry.msgid
