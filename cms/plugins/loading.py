"""Loading plugins, once every application is there."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import URLResolver, include, path

from cms.notices.kinds import kinds
from cms.panels import home_panels, own_panels, page_panels
from cms.plugins.plugin import Loaded, Plugin, plugins
from cms.registry import Registry
from cms.worker import duties

# Loaded by themselves where a plugin has them, in this order; `plugin.py` comes after them.
FILES = ("rules", "documents", "mails", "panels", "privacy")


def load(apps: Iterable[str]) -> None:
    """Load the plugin of each of these applications.

    Raises `DuplicateName` where two of them, or two things they bring, have one name, and
    `ImproperlyConfigured` for an application that is no plugin.
    """
    for app in apps:
        for name in FILES:
            if find_spec(f"{app}.{name}"):
                import_module(f"{app}.{name}")
        bring(Loaded(_plugin_of(app), app))


def _plugin_of(app: str) -> Plugin:
    found = find_spec(f"{app}.plugin") and import_module(f"{app}.plugin")
    plugin = getattr(found, "plugin", None)
    if not isinstance(plugin, Plugin):
        raise ImproperlyConfigured(
            f"{app} is named as a plugin, but {app}/plugin.py holds no `plugin = Plugin(...)`."
        )
    return plugin


def bring(loaded: Loaded) -> None:
    """Register a plugin and what it brings."""
    plugin = loaded.plugin
    plugins.register(plugin.name, loaded)
    brought: list[tuple[Registry[Any], Mapping[str, Any]]] = [
        (kinds, plugin.notice_kinds),
        (home_panels, plugin.home_panels),
        (own_panels, plugin.own_panels),
        (page_panels, plugin.page_panels),
        (duties, plugin.duties),
    ]
    for registry, entries in brought:
        for name, entry in entries.items():
            registry.register(name, entry)


def addresses(apps: Iterable[str]) -> list[URLResolver]:
    """Return the addresses of the plugins that have any, in their `urls.py`."""
    return [path("", include(f"{app}.urls")) for app in apps if find_spec(f"{app}.urls")]
