"""Which plugins are installed beside the house; the settings ask this before anything is loaded."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from django.core.exceptions import ImproperlyConfigured

GROUP = "schakel.plugins"


def installed(points: Iterable[EntryPoint] | None = None) -> list[str]:
    """Return the applications of the installed plugins, by the name of their entry point.

    Raises `ImproperlyConfigured` where two packages bring a plugin under one name.
    """
    found: dict[str, EntryPoint] = {}
    for point in sorted(points or entry_points(group=GROUP), key=lambda each: each.name):
        other = found.setdefault(point.name, point)
        if other.value != point.value:
            raise ImproperlyConfigured(
                f"Two installed packages bring a plugin called {point.name!r}: {_named(other)} and"
                f" {_named(point)}. Uninstall one of them."
            )
    return list(dict.fromkeys(point.value for point in found.values()))


def _named(point: EntryPoint) -> str:
    package = f"{point.dist.name} {point.dist.version}" if point.dist else "a package"
    return f"{point.value} (of {package})"
