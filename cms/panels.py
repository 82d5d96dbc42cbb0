"""Panels that higher floors put on the home page and on pages of the floors below them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class HomePanel:
    """A part of the home page or of somebody's own page: its template, and what that needs.

    `context` gets the request and the language code; an empty answer leaves the panel out.
    """

    template: str
    context: Callable[[HttpRequest, str], dict[str, Any]]
    order: int


@dataclass(frozen=True, slots=True)
class PagePanel:
    """A part of every page of one type, such as the coalitions that run an activity.

    `page_type` is `app.model` in small letters, also of what has an address without being a page,
    such as an organisation. `context` gets the page and the request; an empty answer leaves the
    panel out.
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
# Parts of a member's own page.
own_panels: Registry[HomePanel] = Registry("own panel")
page_panels: Registry[PagePanel] = Registry("page panel")


def filled_home_panels(request: HttpRequest, language: str) -> list[FilledPanel]:
    """Return the panels that have something to show, in their order."""
    return _filled(home_panels, request, language)


def filled_own_panels(request: HttpRequest, language: str) -> list[FilledPanel]:
    """Return the panels of a member's own page that have something to show, in their order."""
    return _filled(own_panels, request, language)


def _filled(panels: Iterable[HomePanel], request: HttpRequest, language: str) -> list[FilledPanel]:
    in_order = sorted(panels, key=lambda panel: panel.order)
    filled = [FilledPanel(panel.template, panel.context(request, language)) for panel in in_order]
    return [panel for panel in filled if panel.context]


def filled_page_panels(page: Model, request: HttpRequest) -> list[FilledPanel]:
    """Return the panels of a page that have something to show, in their order."""
    wanted = [panel for panel in page_panels if panel.page_type == page._meta.label_lower]
    panels = sorted(wanted, key=lambda panel: panel.order)
    filled = [FilledPanel(panel.template, panel.context(page, request)) for panel in panels]
    return [panel for panel in filled if panel.context]
