"""The visitors of `bench.registrations`: run with settings and a database of their own."""

import json
import re
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
# How many there are at once, and how many register in all at that number.
VISITORS = {1: 40, 8: 240, 64: 384}
_INPUT = re.compile(r"<input[^>]*>")
_NAMED = re.compile(r'(name|value)="([^"]*)"')


class Refused(Exception):
    """The site did not answer as it should; the message says where."""


@dataclass
class Visitor:
    """One browser: its connection, its cookies, and how long it waited for each answer."""

    port: int
    address: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection(HOST, self.port, timeout=60)

    def get(self, path: str) -> str:
        """Ask for a page."""
        return self._ask("GET", path)

    def post(self, path: str, page: str, **typed: str) -> str:
        """Send the form on a page, with what it holds already and what somebody types."""
        return self._ask("POST", path, urlencode(_hidden_in(page) | typed))

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{m.key}={m.value}" for m in self.cookies.values())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.waited.append(time.perf_counter() - begun)
        return self._after(method, path, answer, text)

    def _after(self, method: str, path: str, answer: HTTPResponse, text: str) -> str:
        for value in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(value)
        if answer.status in {302, 303}:
            return self.get(answer.headers["Location"])
        if answer.status != 200:
            raise Refused(f"{method} {path}: {answer.status}")
        return text


def _hidden_in(page: str) -> dict[str, str]:
    """Return what a form sends that nobody types."""
    found = (dict(_NAMED.findall(tag)) for tag in _INPUT.findall(page) if "hidden" in tag)
    return {each["name"]: unescape(each.get("value", "")) for each in found if "name" in each}


def register(port: int, pk: int, number: int) -> Visitor:
    """Register as one visitor, until it is confirmed."""
    visitor = Visitor(port, f"bezoeker-{number}@schakel.example")
    path = f"/nl/agenda/{pk}/aanmelden/"
    form = visitor.get(path)
    visitor.post(path, form, name=f"Bezoeker {number}", email=visitor.address)
    # Reading one's mail is not what is measured.
    link = urlsplit(_mailed(visitor.address)).path
    visitor.post(link, visitor.get(link))
    visitor.connection.close()
    return visitor


def _mailed(address: str) -> str:
    """Return the link that was mailed to this address."""
    from cms.models import OutgoingMail

    text = OutgoingMail.objects.filter(to=address).values_list("text", flat=True).get()
    found = re.search(r"https?://\S+/bevestigen/", text)
    if found is None:
        raise Refused(f"No link in the mail to {address}")
    return found.group()


def measure(port: int, pk: int, visitors: int, count: int, first: int) -> dict[str, float]:
    """Let so many register, so many at once; return how fast, and how long one waits."""
    numbers = range(first, first + count)
    begun = time.perf_counter()
    with ThreadPoolExecutor(visitors, initializer=_own_connection) as pool:
        done = list(pool.map(lambda number: register(port, pk, number), numbers))
    took = time.perf_counter() - begun
    flows = [sum(each.waited) for each in done]
    posts = [each.waited[1] for each in done]
    return {
        "registrations per second": round(count / took, 1),
        "whole flow p50 ms": round(statistics.median(flows) * 1000),
        "p95 ms": round(statistics.quantiles(flows, n=20)[-1] * 1000),
        "post p50 ms": round(statistics.median(posts) * 1000),
        "post p95 ms": round(statistics.quantiles(posts, n=20)[-1] * 1000),
    }


def _own_connection() -> None:
    from django.db import connection

    connection.ensure_connection()


def _site() -> int:
    """Make an empty site with one gathering in which everybody fits; return its number."""
    from datetime import UTC, datetime

    from django.core.management import call_command
    from wagtail.models import Locale, Page, Site

    from cms.models import HomePage
    from events.models import Event, EventIndex, EventPage

    call_command("migrate", verbosity=0, interactive=False)
    locale, _created = Locale.objects.get_or_create(language_code="nl")
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Schakel", slug="bench", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    index = home.add_child(instance=EventIndex(title="Agenda", slug="agenda", locale=locale))
    page = index.add_child(instance=EventPage(title="Samen", slug="samen", locale=locale))
    starts = datetime.now(UTC) + timedelta(days=30)
    event, _created = Event.objects.update_or_create(
        translation_key=page.translation_key,
        defaults={
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2),
            "capacity": 10_000,
        },
    )
    return int(event.pk)


@contextmanager
def _served() -> Iterator[int]:
    """Run web server and worker as the demo does; give the port."""
    import sys

    from django.conf import settings

    from cms.demo import running, wait_until_it_answers, web_server

    port = _free_port()
    manage = str(settings.BASE_DIR / "manage.py")
    with running(*web_server(port), port=port) as server:
        wait_until_it_answers(port, server)
        with running(sys.executable, manage, "worker", port=port):
            yield port


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure each number of visitors, and see that everybody who registered is registered."""
    import django

    django.setup()
    from events.models import Registration

    pk = _site()
    figures, first = {}, 1
    with _served() as port:
        # The first ones wait for templates to be read.
        measure(port, pk, 2, 20, first)
        first += 20
        for visitors, count in VISITORS.items():
            figures[f"{visitors} at once"] = measure(port, pk, visitors, count, first)
            first += count
    found = Registration.objects.filter(status="registered").count()
    if found != first - 1:
        raise Refused(f"{first - 1} registered and {found} are.")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
