"""A plugin that was written from docs/plugins.md alone stands in a real approval."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

TOY = Path(__file__).parent / "toy"
ROOT = TOY.parents[2]
PACKAGED = {"__init__.py", "pyproject.toml"}


def _install(folder: Path) -> None:
    """Put the package where an installer would, with the metadata that it would write."""
    project = tomllib.loads((TOY / "pyproject.toml").read_text("utf-8"))["project"]
    shutil.copytree(TOY / "schakel_toy", folder / "schakel_toy")
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = [
        f"[{group}]\n" + "\n".join(f"{name} = {value}" for name, value in points.items())
        for group, points in project["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")


def _run(folder: Path, database: str, *, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "SCHAKEL_DATABASE": database,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), *([path] if path else [])]),
    }
    command = [sys.executable, "-m", "tests.plugins.approving"]
    return subprocess.run(  # noqa: S603  # our own module
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_it_takes_fewer_than_sixty_lines_without_migration_and_packaging() -> None:
    files = [
        path
        for path in TOY.rglob("*")
        if path.suffix in {".py", ".html"}
        and path.name not in PACKAGED
        and "migrations" not in path.parts
    ]

    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]

    assert len(files) == 3
    assert len(lines) < 60


@pytest.mark.slow
def test_its_step_stands_in_a_real_approval(tmp_path: Path, own_database: str) -> None:
    """Ten seconds: a process of its own, in which the package is installed."""
    _install(tmp_path / "site")

    done = _run(tmp_path / "site", own_database)

    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told == {
        "plugin": "toy 0.1 (in schakel_toy)",
        "waits_at": ["Korte zinnen", "Meekijken"],
        "findings": ["Een zin is te lang."],
        "own_work": [],
        "live_halfway": False,
        "live": True,
        "notices": ["Schrijf kort."],
        "kind": "Lange zinnen",
        "home": True,
        "log": ["Korte zinnen", "Meekijken"],
    }


@pytest.mark.slow
def test_two_packages_with_one_name_stop_the_start_and_are_both_named(tmp_path: Path) -> None:
    """Three seconds: a process of its own."""
    _install(tmp_path / "site")
    info = tmp_path / "twin" / "other_toy-2.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-toy\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text("[schakel.plugins]\ntoy = other_toy\n")

    done = _run(tmp_path / "site", "sqlite", path=str(tmp_path / "twin"))

    assert done.returncode != 0
    assert "schakel-toy 0.1" in done.stderr
    assert "other-toy 2.0" in done.stderr
