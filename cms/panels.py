"""Panels that higher floors put on the home page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

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
class FilledPanel:
    """A panel with what it shows to this visitor."""

    template: str
    context: dict[str, Any]


home_panels: Registry[HomePanel] = Registry("home panel")


def filled_home_panels(request: HttpRequest, language: str) -> list[FilledPanel]:
    """Return the panels that have something to show, in their order."""
    panels = sorted(home_panels, key=lambda panel: panel.order)
    filled = [FilledPanel(panel.template, panel.context(request, language)) for panel in panels]
    return [panel for panel in filled if panel.context]
