"""Panels that higher floors put on the home page and on pages of the floors below them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class HomePanel:
    """A part of the home page: its template, and what the template needs.

    `context` gets the request and the language code; an empty answer leaves the panel out.
    """

    template: str
    context: Callable[[HttpRequest, str], dict[str, Any]]
    order: int


@dataclass(frozen=True, slots=True)
class PagePanel:
    """A part of every page of one type, such as the coalitions that run an activity.

    `page_type` is `app.model` in small letters; `context` gets the page and the request. An empty
    answer leaves the panel out.
    """

    page_type: str
    template: str
    context: Callable[[Any, HttpRequest], dict[str, Any]]
    order: int


@dataclass(frozen=True, slots=True)
class FilledPanel:
    """A panel with what it shows to this visitor."""

    template: str
    context: dict[str, Any]


home_panels: Registry[HomePanel] = Registry("home panel")
page_panels: Registry[PagePanel] = Registry("page panel")


def filled_home_panels(request: HttpRequest, language: str) -> list[FilledPanel]:
    """Return the panels that have something to show, in their order."""
    panels = sorted(home_panels, key=lambda panel: panel.order)
    filled = [FilledPanel(panel.template, panel.context(request, language)) for panel in panels]
    return [panel for panel in filled if panel.context]


def filled_page_panels(page: Page, request: HttpRequest) -> list[FilledPanel]:
    """Return the panels of a page that have something to show, in their order."""
    wanted = [panel for panel in page_panels if panel.page_type == page._meta.label_lower]
    panels = sorted(wanted, key=lambda panel: panel.order)
    filled = [FilledPanel(panel.template, panel.context(page, request)) for panel in panels]
    return [panel for panel in filled if panel.context]
