"""Queries and milliseconds of each page type, in process and without any cache in front."""

import statistics
import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.models import Page

from network.enums import Role
from network.models import User

RUNS = 30
TYPES = [
    *("cms.HomePage", "cms.PlainPage"),
    *(
        f"knowledge.{name}{suffix}"
        for name in ("Guidance", "Practice", "Activity", "Lesson", "Theme", "Source")
        for suffix in ("", "Index")
    ),
    *("coalitions.CoalitionPage", "coalitions.CoalitionIndex"),
]


def measure() -> dict[str, dict[str, float]]:
    """Return queries, and the 50th and 95th percentile of milliseconds, by page type."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    figures = {name: _figures(client, _example(name)) for name in TYPES}
    figures["search page"] = _figures(client, "/nl/zoeken/?q=maatjes")
    figures["calls"] = _figures(client, "/nl/vragen-en-oproepen/")
    figures["action plans"] = _figures(client, "/nl/actieplannen/")
    client.force_login(User.objects.with_role(Role.LEAD)[0])
    figures["state of play"] = _figures(client, "/nl/stand-van-zaken/")
    return figures


def _example(name: str) -> str:
    """Return the address of the page of this type with the most text, in Dutch."""
    from django.apps import apps

    model: Any = apps.get_model(name)
    pages = model.objects.live().filter(locale__language_code="nl")
    page: Page = max(pages, key=lambda page: len(page.to_json()))
    return str(page.url)


def _figures(client: Client, address: str) -> dict[str, float]:
    client.get(address)
    queries: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200, address  # noqa: S101
    times = []
    for _run in range(RUNS):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    return {
        "queries": len(queries),
        "p50 ms": round(statistics.median(times), 1),
        "p95 ms": round(p95, 1),
    }
