"""System checks: what somebody forgot to tell search."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page

from search.fanout import page_kinds

# Page types that are ways to other pages and hold nothing to be found, by label.
left_out: set[str] = {"wagtailcore.Page", "cms.HomePage"}


def leave_out(*labels: str) -> None:
    """Say that pages of these types are not searched, on purpose."""
    left_out.update(labels)


def page_types_without_documents(**_: Any) -> list[CheckMessage]:
    """Every page type has a document source or is left out on purpose."""
    return [
        Error(
            f"Pages of type {label} can be published but not found.",
            hint="Register a PageSource for it, or leave it out (search.checks.leave_out).",
            id="search.E001",
        )
        for label in _unsearched()
    ]


def _unsearched() -> Iterator[str]:
    for model in apps.get_models():
        known = model in page_kinds or model._meta.label in left_out
        if issubclass(model, Page) and not known:
            yield model._meta.label


def index_directory_is_set(**_: Any) -> list[CheckMessage]:
    """The index needs a folder that can be made and written."""
    folder = getattr(settings, "SEARCH_INDEX_DIR", None)
    if not folder:
        return [Error("SEARCH_INDEX_DIR is not set.", id="search.E002")]
    if Path(folder).exists() and not Path(folder).is_dir():
        return [Error(f"SEARCH_INDEX_DIR {folder} is not a folder.", id="search.E002")]
    return []


def register_all() -> None:
    """Make the checks part of `manage.py check`."""
    register(page_types_without_documents)
    register(index_directory_is_set)
