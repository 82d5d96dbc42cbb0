import subprocess
from pathlib import Path

import pytest

from search.analysis import build, tables
from search.analysis.tables import SortedLines

LINES = b"aap\tnoot\nfietsen\tfiets\nwijken\twijk\n"


@pytest.mark.parametrize(
    ("key", "value"), [("aap", "noot"), ("fietsen", "fiets"), ("wijken", "wijk")]
)
def test_every_line_is_found(key: str, value: str) -> None:
    assert SortedLines(LINES).get(key) == value


@pytest.mark.parametrize("key", ["", "a", "aapje", "fiets", "fietsenx", "zzz", "é"])
def test_what_is_not_there_is_not_found(key: str) -> None:
    assert SortedLines(LINES).get(key) is None


def test_an_empty_table_finds_nothing() -> None:
    assert SortedLines(b"").get("fiets") is None


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of its own, and a source of three words instead of simplemma's."""
    source = {"huizen": "huis", "huis": "huis", "huisje": "huis"}
    monkeypatch.setattr(build, "read_lemmas", lambda language: source)
    monkeypatch.setattr(tables, "_loaded", {})
    monkeypatch.setattr(tables, "_cache_directory", tmp_path)
    return tmp_path


def _refuse(*args: object, **kwargs: object) -> None:
    raise OSError("no more processes")


def test_without_a_process_of_its_own_the_table_is_built_in_this_one(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", _refuse)
    assert tables.load("nl").lemmas.get("huizen") == "huis"


def test_a_built_table_is_read_and_not_built_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", _refuse)
    tables.load("nl")
    tables._loaded.clear()
    monkeypatch.setattr(build, "write", _refuse)
    assert tables.load("nl").lemmas.get("huizen") == "huis"


def test_no_half_built_table_stays_behind(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", _refuse)
    tables.load("nl")
    assert sorted(path.suffix for path in small.iterdir()) == [".lemmas", ".parts"]


def test_tables_of_an_earlier_version_are_removed(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", _refuse)
    older, other = small / "analysis-nl-0000.lemmas", small / "analysis-en-0000.lemmas"
    older.touch()
    other.touch()
    tables.load("nl")
    assert not older.exists()
    assert other.exists()
