"""Addresses in the language of the page: /nl/zoeken/ and /en/search/."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language


def route(nl: str, en: str) -> Any:
    """Return the pattern of an address for `path`, in the language that is active.

    Not a text in the catalogues: an address may not change because one was not compiled.
    """

    def in_active_language() -> str:
        return nl if get_language() == "nl" else en

    return lazy(in_active_language, str)()
