"""The index on disk: one folder for each build, and a file that says which one counts.

`CURRENT` names the folder and is swapped in one step, so that a reader sees the old index or
the new one. One process writes at a time; the lock falls away with the process that held it.
"""

import fcntl
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.engines.contract import EngineBusy, EngineError, EngineUnavailable
from search.engines.embedded import schema

_META = "meta.json"
_LOCK_PAUSE = 0.05


@contextmanager
def guarded() -> Iterator[None]:
    """Turn whatever tantivy raises into `EngineUnavailable`.

    A panic of its own code is no `Exception` in Python; it must not take the request down.
    """
    try:
        yield
    except EngineError:
        raise
    except (ValueError, OSError, RuntimeError, KeyError) as error:
        raise EngineUnavailable(f"The search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailable(f"The search index is broken: {error}") from error


FileMark = tuple[int, int]
Stamp = tuple[FileMark, FileMark]


@dataclass(frozen=True, slots=True)
class Opened:
    """An index with a view of it as of one moment; `stamp` differs from moment to moment."""

    index: tantivy.Index
    searcher: tantivy.Searcher
    schema: tantivy.Schema
    path: Path
    meta: Path
    stamp: Stamp


class IndexFolder:
    """Finds, opens, reloads and replaces the index under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._current_file = root / "CURRENT"
        self._opened: Opened | None = None
        self._guard = threading.Lock()

    def open(self) -> Opened:
        """Return the index as it is now. Raises `EngineUnavailable` when there is none.

        tantivy's own reloading does not survive a fork, so the time of `meta.json` is looked at
        every time instead.
        """
        try:
            return self._fresh()
        except FileNotFoundError:
            # Between reading CURRENT and opening, another process may have put a new index there.
            try:
                return self._fresh()
            except FileNotFoundError as error:
                raise EngineUnavailable("There is no search index yet.") from error

    def _fresh(self) -> Opened:
        opened, chosen = self._opened, _mark(self._current_file)
        if opened and opened.stamp[0] == chosen and opened.stamp[1] == _mark(opened.meta):
            return opened
        path = self.root / self._current_file.read_text(encoding="utf-8").strip()
        stamp = (chosen, _mark(path / _META))
        with self._guard, guarded():
            if opened and opened.path == path:
                opened.index.reload()
                index = opened.index
            else:
                index = self._index(path)
            self._opened = Opened(index, index.searcher(), index.schema, path, path / _META, stamp)
            return self._opened

    @staticmethod
    def _index(path: Path) -> tantivy.Index:
        if not path.name.startswith(schema.fingerprint()):
            raise EngineUnavailable("The search index was built by another version of Schakel.")
        index = tantivy.Index.open(str(path))
        register_tokenizer(index)
        index.config_reader("manual")
        index.reload()
        return index

    @contextmanager
    def writing(self, patience: float = 0.0) -> Iterator[None]:
        """Hold the right to write. Raises `EngineBusy` after `patience` seconds."""
        self.root.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + patience
        with (self.root / "writer.lock").open("a") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() >= until:
                        raise EngineBusy("Another process is writing the index.") from None
                    time.sleep(_LOCK_PAUSE)
            yield

    def new(self) -> tuple[tantivy.Index, Path]:
        """Return an empty index in a folder of its own, not yet current."""
        path = self.root / f"{schema.fingerprint()}-{secrets.token_hex(4)}"
        path.mkdir(parents=True)
        index = tantivy.Index(schema.build(), str(path))
        register_tokenizer(index)
        return index, path

    def swap(self, path: Path) -> None:
        """Make the index in `path` the one that counts, and throw away all others."""
        beside = self._current_file.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._current_file)
        for other in self.root.iterdir():
            if (other / _META).exists() and other != path:
                shutil.rmtree(other, ignore_errors=True)


def _mark(file: Path) -> FileMark:
    """Return what changes when a file is replaced; times alone are only exact to milliseconds."""
    found = file.stat()
    return found.st_mtime_ns, found.st_ino


def register_tokenizer(index: tantivy.Index) -> None:
    """Tell tantivy about our tokenizer, which it forgets whenever an index is opened."""
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(schema.TOKENIZER, whitespace)
