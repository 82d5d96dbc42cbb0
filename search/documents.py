"""What is searched: flat documents, and the registry of where they come from.

The floors above register a source for each kind of object. Search knows their objects only as
`Entity(kind, key)`, a name that stays the same in every language and survives every edit.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple, Protocol

from django.utils.functional import Promise

from cms.registry import Registry
from search.texts import Text

PUBLIC = "public"


class Entity(NamedTuple):
    """Something that has documents: its kind, and the key that all its languages share."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def number(name: str) -> int:
    """Return 63 bits that stand for `name` where an engine wants numbers."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> 1


@dataclass(frozen=True)
class IndexDocument:
    """One text in one language, under one activity.

    `group` is the entity whose documents are shown together (for a lesson: its activity), empty
    for what stands alone; `is_lead` marks the document that heads its group. `addresses` holds,
    by language, where this text is shown untranslated. Of the copies of one text under several
    groups one is primary: totals and facets count only those, and they are exact because copies
    differ in nothing but `key` and `group` (see `under_each`).
    """

    key: str
    entity: Entity
    language: str
    text: Text
    url: str
    addresses: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    is_lead: bool = False
    is_primary: bool = True
    access: tuple[str, ...] = (PUBLIC,)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""

    @property
    def origin(self) -> str:
        """The key without the group: copies of one text share it."""
        return self.key.partition("#")[0]

    @cached_property
    def version(self) -> int:
        """A number that changes with anything that is in the index."""
        content = [
            self.url,
            sorted(self.addresses.items()),
            self.group,
            self.is_lead,
            self.is_primary,
            sorted(self.access),
            sorted((name, sorted(values)) for name, values in self.facets.items()),
            self.date,
            *self.text.fields().values(),
        ]
        return number(json.dumps(content))


def under_each(document: IndexDocument, groups: Sequence[str]) -> Iterator[IndexDocument]:
    """Yield `document` once under each of `groups`; alone, and its own lead, without any."""
    if not groups:
        yield replace(document, is_lead=True)
    for place, group in enumerate(groups):
        suffix = f"#{group.partition(':')[2]}" if len(groups) > 1 else ""
        yield replace(document, key=document.key + suffix, group=group, is_primary=place == 0)


class DocumentSource(Protocol):
    """How the objects of one kind become documents."""

    @property
    def name(self) -> str:
        """The kind."""

    @property
    def label(self) -> str | Promise:
        """What people call the kind."""

    def keys(self) -> Iterable[str]:
        """Return the keys of everything of this kind that may have documents."""

    def build(self, keys: Sequence[str]) -> Iterable[IndexDocument]:
        """Return the documents of these objects as they are now; nothing for what is gone."""


sources: Registry[DocumentSource] = Registry("document source")
