"""Checks of how the network is run; `check --deploy` asks them."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

ALONE = frozenset({"LocMemCache", "DummyCache"})


@register(Tags.security, deploy=True)
def limits_are_shared(**_kwargs: Any) -> list[CheckMessage]:
    """Limits on signing in are counted in the cache: each process for itself is no limit."""
    backend = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    if backend not in ALONE:
        return []
    hint = "Set CACHES to one that all web processes share, such as Redis or the database."
    return [
        Warning(
            "Limits on signing in are counted by each web process for itself.",
            hint=hint,
            id="network.W001",
        )
    ]
