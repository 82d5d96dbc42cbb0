"""What only the embedded engine has to fear: its folder, other processes, forks."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from search.engines.contract import Engine, EngineBusy, EngineUnavailable, Put
from search.engines.embedded import EmbeddedEngine, schema
from tests.search.engines.test_contract import find, leads


def current(engine: Any) -> Path:
    root: Path = engine.folder.root
    return root / (root / "CURRENT").read_text()


def test_without_an_index_search_rests(tmp_path: Path) -> None:
    engine = EmbeddedEngine(tmp_path / "nowhere")
    with pytest.raises(EngineUnavailable):
        find(engine, "buren")
    with pytest.raises(EngineUnavailable):
        engine.apply([])
    assert not engine.health().ok


@pytest.mark.parametrize("damage", ["meta", "segments", "current", "everything"])
def test_a_broken_index_rests_and_a_rebuild_mends_it(
    network: Engine, make: Any, damage: str
) -> None:
    folder = current(network)
    if damage == "meta":
        (folder / "meta.json").write_text("{")
    elif damage == "current":
        (folder.parent / "CURRENT").write_text("gone")
    else:
        for file in folder.iterdir():
            if damage == "everything" or file.suffix not in {".json", ".lock"}:
                file.write_bytes(b"\0" * 40)
    engine = EmbeddedEngine(folder.parent)
    with pytest.raises(EngineUnavailable):
        find(engine, "buren")
    assert not engine.health().ok
    engine.rebuild(make("activity", "burendag", "Burendag"))
    assert leads(find(engine, "burendag")) == ["Burendag"]


def test_an_index_of_another_version_is_not_read(
    network: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "fingerprint", lambda: "another")
    with pytest.raises(EngineUnavailable, match="another version"):
        find(EmbeddedEngine(current(network).parent), "buren")


def test_a_second_writer_is_told_that_it_has_to_wait(network: Any, make: Any) -> None:
    other = EmbeddedEngine(network.folder.root)
    with network.folder.writing(), pytest.raises(EngineBusy):
        other.apply([Put(document) for document in make("activity", "x", "Iets nieuws")])
    other.apply([Put(document) for document in make("activity", "x", "Iets nieuws")])
    assert leads(find(network, "nieuws")) == ["Iets nieuws"]


def test_what_another_process_writes_is_found_without_a_restart(network: Any) -> None:
    assert find(network, "zomerfeest").total == 0
    script = """
import sys, django; django.setup()
from pathlib import Path
from search.engines.contract import Put
from search.engines.embedded import EmbeddedEngine
from tests.search.conftest import documents_of
engine = EmbeddedEngine(Path(sys.argv[1]))
engine.apply([Put(one) for one in documents_of("activity", "zomer", "Zomerfeest")])
"""
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, str(network.folder.root)],
        check=True,
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
    )
    assert find(network, "zomerfeest").total == 1


def test_a_reader_follows_a_rebuild_and_the_old_index_is_thrown_away(
    network: Any, make: Any
) -> None:
    before = current(network)
    assert find(network, "buren").total
    EmbeddedEngine(network.folder.root).rebuild(make("activity", "nieuw", "Nieuwe wandelgroep"))
    assert find(network, "buren").total == 0
    assert find(network, "wandelgroep").total == 1
    assert not before.exists()


def test_a_rebuild_that_fails_leaves_the_old_index(network: Any, make: Any) -> None:
    def documents() -> Any:
        yield from make("activity", "nieuw", "Nieuw")
        raise LookupError("the database went away")

    folders = set(network.folder.root.iterdir())
    with pytest.raises(LookupError):
        network.rebuild(documents())
    assert find(network, "burendag").total
    assert set(network.folder.root.iterdir()) == folders


def test_a_forked_process_sees_what_its_parent_writes_later(network: Any, make: Any) -> None:
    assert find(network, "lente").total == 0
    reading, writing = os.pipe()
    ready, go = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(ready, 1)
        os.write(writing, json.dumps(find(network, "lente").total).encode())
        os._exit(0)
    network.apply([Put(one) for one in make("activity", "lente", "Lentefeest in de lente")])
    os.write(go, b"!")
    assert os.read(reading, 8) == b"1"
    os.waitpid(child, 0)


def test_many_small_changes_do_not_leave_many_segments(network: Any, make: Any) -> None:
    for number in range(40):
        network.apply([Put(one) for one in make("activity", f"n{number}", f"Groep {number}")])
    assert network.folder.open().searcher.num_segments < 15
    assert find(network, "groep").total == 40
