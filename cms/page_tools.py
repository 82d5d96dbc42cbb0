"""What a reader can do with a page, in one row of links below its text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class PageTool:
    """One link of the row: a lazy label, and where it leads for this page and reader.

    An empty address leaves it out.
    """

    label: Any
    address: Callable[[Page, Any], str]
    order: int
    # How many there are of what it leads to; none is not said.
    count: Callable[[Page], int] | None = None


@dataclass(frozen=True, slots=True)
class ToolLink:
    """A tool as it is offered to one reader."""

    label: str
    address: str
    count: int = 0


tools: Registry[PageTool] = Registry("tool of a page")


def tools_for(page: Page, user: Any) -> list[ToolLink]:
    """Return the tools that this reader can use on this page, in their order."""
    found = [(tool, tool.address(page, user)) for tool in sorted(tools, key=lambda one: one.order)]
    return [
        ToolLink(str(tool.label), address, tool.count(page) if tool.count else 0)
        for tool, address in found
        if address
    ]
