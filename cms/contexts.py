"""What a page's template is given, besides the page: registered by the floors that know it.

The floor that owns a page type registers its context, and so may any floor above it, because
a model cannot import what is built on top of it.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from cms.registry import DuplicateName

PageContext = Callable[[Any, HttpRequest], dict[str, Any]]
_contexts: dict[type[Page], list[PageContext]] = defaultdict(list)


def shown_on(page_type: type[Page]) -> Callable[[PageContext], PageContext]:
    """Register the decorated function as context of `page_type`; it gets page and request."""

    def register(function: PageContext) -> PageContext:
        _contexts[page_type].append(function)
        return function

    return register


def context_for(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return everything registered for this page. Raises `DuplicateName` if two give one name."""
    merged: dict[str, Any] = {}
    for function in _contexts[type(page)]:
        given = function(page, request)
        if taken := merged.keys() & given.keys():
            raise DuplicateName(f"{function!r} gives {sorted(taken)} a second time.")
        merged.update(given)
    return merged
