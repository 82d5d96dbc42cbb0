"""Reads matrix.toml: roles, who may what, and for every address in which class it is."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("matrix.toml")
YES, OWN, NOT_OWN, SOME, NO = "Y", "O", "N", "F", "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One action on one thing in one state: a symbol for every role."""

    thing: str
    state: str
    action: str
    symbols: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.thing} · {self.state} · {self.action}"


@dataclass(frozen=True, slots=True)
class Address:
    """One named address: a symbol for every role, and what else its class says.

    `leads` names an answer that looks like a refusal and is what the address is for; `unarranged`
    says why nobody asks for it in the test.
    """

    name: str
    symbols: tuple[tuple[str, str], ...]
    method: str
    leads: str
    unarranged: str


@cache
def text() -> dict[str, Any]:
    """Return the file as it is."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def roles() -> list[str]:
    return list(text()["roles"]["order"])


def symbols_of(who: str) -> tuple[tuple[str, str], ...]:
    """Return the symbols of a line of `[who]`. Raises `ValueError` for one that is not whole."""
    line = text()["who"][who].split()
    if len(line) != len(roles()) or set(line) - {YES, OWN, NOT_OWN, SOME, NO}:
        raise ValueError(f"matrix.toml: who.{who} must have one of Y O F – for every role.")
    return tuple(zip(roles(), line, strict=True))


def rows() -> list[Row]:
    """Return every row of the matrix. Raises `ValueError` when one is there twice."""
    found = list(_rows())
    names = [str(row) for row in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"matrix.toml has more than one row for {sorted(twice)}.")
    return found


def _rows() -> Iterator[Row]:
    for table in text()["may"]:
        for action, who in table["actions"].items():
            for thing in table["things"]:
                for state in table["states"]:
                    yield Row(thing, state, action, symbols_of(who))


def addresses() -> list[Address]:
    """Return every classified address. Raises `ValueError` when one is there twice."""
    found = list(_addresses())
    names = [address.name for address in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"matrix.toml classifies more than once: {sorted(twice)}.")
    return found


def _addresses() -> Iterator[Address]:
    for table in text()["addresses"]:
        for name in table["names"]:
            yield Address(
                name=name,
                symbols=symbols_of(table["who"]),
                method=table.get("method", "GET"),
                leads=table.get("leads", ""),
                unarranged=table.get("unarranged", ""),
            )
