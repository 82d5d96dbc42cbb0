"""Doors on a member's own page, which lead to the rest of the network."""

from typing import Any

from cms.registry import Registry

# The name of an address, its label, and the permission it asks for, if any.
Door = tuple[str, Any, str]
# What higher floors add: it comes before what this floor has of its own.
doors_above: Registry[Door] = Registry("door")
