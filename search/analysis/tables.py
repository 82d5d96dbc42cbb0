"""The two tables behind the analysis, read lazily and shared by every thread.

They are built from simplemma once per version of it and of our own lists (a few seconds, in a
process of its own so that the peak never touches a web worker) and kept in the cache directory
given to `configure`; without one they are built in a temporary directory at each start.
The lemmas stay in the file and are read through a memory map: workers share those pages.
"""

import hashlib
import mmap
import os
import subprocess
import sys
import tempfile
import threading
from importlib.metadata import version
from pathlib import Path

from .compounds import Splitter
from .wordlists import OVERRIDES_FILE

LANGUAGES = ("nl", "en")
_HERE = Path(__file__).parent
_ROOT = _HERE.parent.parent
_lock = threading.Lock()
_loaded: dict[str, "Tables"] = {}
_cache_directory: Path | None = None


class SortedLines:
    """Sorted `key<TAB>value` lines in one buffer, looked up by bisection."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        self._data = data

    def get(self, key: str) -> str | None:
        """Return the value of `key`, or None."""
        wanted = key.encode() + b"\t"
        data, low, high = self._data, 0, len(self._data)
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start) + 1
            line = data[start:end]
            if line.startswith(wanted):
                return line[len(wanted) : -1].decode()
            if line < wanted:
                low = end
            else:
                high = start
        return None


class Tables:
    """What one language needs: lemmas of inflected forms, parts of compounds."""

    def __init__(self, lemmas: Path) -> None:
        with lemmas.open("rb") as file:
            filled = lemmas.stat().st_size > 0
            self.lemmas = SortedLines(
                mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if filled else b""
            )
        parts: dict[str, int] = {}
        with lemmas.with_suffix(".parts").open(encoding="ascii") as file_of_parts:
            for line in file_of_parts:
                form, _, packed = line.partition("\t")
                parts[form] = int(packed)
        self.splitter = Splitter(parts)


def configure(cache_directory: Path | None) -> None:
    """Keep built tables in `cache_directory` (made when missing) from now on."""
    global _cache_directory
    _cache_directory = cache_directory


def load(language: str) -> Tables:
    """Return the tables of `language`, building them when no cache holds them."""
    found = _loaded.get(language)
    if found is None:
        with _lock:
            found = _loaded.get(language)
            if found is None:
                found = _loaded[language] = _read_or_build(language)
    return found


def warm() -> None:
    """Build and load every language now, so that nobody's first search waits for it."""
    for language in LANGUAGES:
        load(language)


def _read_or_build(language: str) -> Tables:
    if _cache_directory is None:
        with tempfile.TemporaryDirectory(prefix="schakel-analysis-") as folder:
            return Tables(_build(language, Path(folder) / f"{language}.lemmas"))
    lemmas = _cache_directory / f"analysis-{language}-{_fingerprint()}.lemmas"
    if not (lemmas.exists() and lemmas.with_suffix(".parts").exists()):
        _cache_directory.mkdir(parents=True, exist_ok=True)
        _build(language, lemmas)
        _drop_older(lemmas)
    return Tables(lemmas)


def _drop_older(current: Path) -> None:
    """Remove the tables of earlier versions; who still reads one keeps it until he is done."""
    prefix, _, _ = current.stem.rpartition("-")
    for path in current.parent.glob(f"{prefix}-*"):
        if not path.name.startswith(current.stem):
            path.unlink(missing_ok=True)


def _fingerprint() -> str:
    """Changes with everything that the tables are made from."""
    digest = hashlib.sha256(f"{version('simplemma')} {version('PyStemmer')}".encode())
    for path in (OVERRIDES_FILE, *sorted(_HERE.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _build(language: str, lemmas: Path) -> Path:
    """Build beside the target and move into place, so that a reader never sees half a table."""
    beside = lemmas.with_name(f"{lemmas.stem}.{os.getpid()}.lemmas")
    try:
        subprocess.run(  # noqa: S603  (our own module, no outside input)
            [sys.executable, "-m", "search.analysis.build", language, str(beside)],
            cwd=_ROOT,
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        # No process of our own here (an embedded interpreter, a full process table): the peak
        # is then paid in this one.
        from .build import write

        write(language, beside)
    beside.with_suffix(".parts").replace(lemmas.with_suffix(".parts"))
    beside.replace(lemmas)
    return lemmas
