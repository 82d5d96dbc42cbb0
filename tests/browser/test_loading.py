"""The demo as its first start leaves it. One worker loads it while the other tests elsewhere."""

import sqlite3
from contextlib import closing
from pathlib import Path


def test_a_first_start_leaves_a_sound_database_with_the_whole_network(demo_folder: Path) -> None:
    with closing(sqlite3.connect(demo_folder / "schakel.sqlite3")) as database:
        sound = database.execute("PRAGMA integrity_check").fetchall()
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
        pages = database.execute(
            "SELECT locale_id, COUNT(*) FROM wagtailcore_page WHERE live AND depth > 1 GROUP BY 1"
        ).fetchall()

    assert sound == [("ok",)]
    assert dangling == []
    # As many in each language: what has no translation is mirrored.
    assert len(pages) == 2
    assert pages[0][1] == pages[1][1] > 200
