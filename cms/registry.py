"""A small typed registry: higher floors hand things down by registering them.

Two things under one name stop the start of the site, with a message that names both.
"""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class DuplicateName(Exception):
    """Two things were registered under one name."""


class Registry(Generic[T]):
    """Things of one kind by name, in the order in which they were registered."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> T:
        """Add `entry` and return it. Raises `DuplicateName` if the name is taken."""
        if name in self._entries:
            raise DuplicateName(
                f"Two {self.kind}s are called {name!r}: {self._entries[name]!r} and {entry!r}."
            )
        self._entries[name] = entry
        return entry

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def names(self) -> list[str]:
        """Return the names, in order of registration."""
        return list(self._entries)
