"""Whom a comment can be for: people by name, as far as others may see them."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from cms.notices.audience import readers
from cms.registry import Registry

# One entry: the floor that knows people says whose names others see.
_ONLY = "people"
directories: Registry[Callable[[], QuerySet[Any]]] = Registry("reading of who can be named")


def tells_people(read: Callable[[], QuerySet[Any]]) -> Callable[[], QuerySet[Any]]:
    """Register the one function that returns the accounts whose names members may see."""
    return directories.register(_ONLY, read)


def can_be_named(page: Page, by: Any) -> dict[int, str]:
    """Return the names of those who may read this page, by account; never whoever asks."""
    if _ONLY not in directories:
        return {}
    found = readers(page, directories[_ONLY]()).exclude(pk=by.pk).exclude(name="")
    return dict(found.order_by("name", "pk").values_list("pk", "name"))


def matching(people: dict[int, str], typed: str) -> list[int]:
    """Return who is called so: by the whole name, or else by each of the words typed."""
    wanted = folded(typed.strip().removeprefix("@"))
    if not wanted:
        return []
    whole = [pk for pk, name in people.items() if folded(name) == wanted]
    words = wanted.split()
    return whole or [
        pk
        for pk, name in people.items()
        if all(any(part.startswith(word) for part in folded(name).split()) for word in words)
    ]


def folded(text: str) -> str:
    """Return a text without capitals and accents, as people type a name."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())
