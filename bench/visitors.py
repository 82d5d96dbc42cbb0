"""The visitors of `bench.registrations`: run with settings and a database of their own."""

import json
import re
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode, urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402  # after Django knows where its settings are
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

from cms.demo import interruptible, running, wait_until_it_answers, web_server  # noqa: E402
from cms.models import HomePage, OutgoingMail  # noqa: E402
from events.models import Event, EventIndex, EventPage, Registration  # noqa: E402

HOST = "127.0.0.1"
# How many there are at once; each number for so many seconds, in which they come one after another.
VISITORS = (1, 8, 64)
SECONDS = 15
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
    text = OutgoingMail.objects.filter(to=address).values_list("text", flat=True).get()
    found = re.search(r"https?://\S+/bevestigen/", text)
    if found is None:
        raise Refused(f"No link in the mail to {address}")
    return found.group()


@dataclass(frozen=True)
class Figures:
    """How many registered in so many seconds, and how long each waited for its answers."""

    count: int
    took: float
    waited: list[list[float]]

    def shown(self) -> dict[str, float]:
        """Return them for the table."""
        flows = [sum(each) for each in self.waited]
        # The second answer of each: the form that was sent is stored.
        posts = [each[1] for each in self.waited]
        return {
            "each second": round(self.count / self.took, 1),
            **_percentiles("flow", flows),
            **_percentiles("post", posts),
        }


def measure(port: int, pk: int, visitors: int, seconds: float, numbers: Iterator[int]) -> Figures:
    """Let so many register at a time; return how many did, how fast, and how long one waits."""
    begun = time.perf_counter()

    def come(_place: int) -> list[Visitor]:
        done = []
        while time.perf_counter() - begun < seconds:
            done.append(register(port, pk, next(numbers)))
        connection.close()
        return done

    with ThreadPoolExecutor(visitors) as pool:
        done = [each for found in pool.map(come, range(visitors)) for each in found]
    # Also those who came in time and were answered after it.
    took = time.perf_counter() - begun
    return Figures(len(done), took, [each.waited for each in done])


def _percentiles(what: str, times: list[float]) -> dict[str, float]:
    # Where too few came to tell, the slowest.
    high = statistics.quantiles(times, n=20)[-1] if len(times) > 20 else max(times)
    return {
        f"{what} p50 ms": round(statistics.median(times) * 1000),
        f"{what} p95 ms": round(high * 1000),
    }


def _site() -> int:
    """Make an empty site with one gathering in which everybody fits; return its number."""
    call_command("migrate", verbosity=0, interactive=False)
    locale, _created = Locale.objects.get_or_create(language_code="nl")
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Schakel", slug="bench", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    index = home.add_child(instance=EventIndex(title="Agenda", slug="agenda", locale=locale))
    page = index.add_child(instance=EventPage(title="Samen", slug="samen", locale=locale))
    starts = timezone.now() + timedelta(days=30)
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
    port = _free_port()
    manage = str(settings.BASE_DIR / "manage.py")
    with running(*web_server(port), port=port) as server:
        wait_until_it_answers(port, server)
        with running(sys.executable, manage, "worker", port=port):
            yield port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    """Measure each number of visitors, and see that everybody who registered is registered."""
    # Stopped from outside, server and worker stop too.
    interruptible()
    pk, numbers = _site(), count(1)
    with _served() as port:
        # The first ones wait for templates to be read.
        done = measure(port, pk, 2, 3, numbers).count
        figures = {}
        for visitors in VISITORS:
            found = measure(port, pk, visitors, SECONDS, numbers)
            figures[f"{visitors} at once"] = found.shown()
            done += found.count
    kept = Registration.objects.filter(status="registered").count()
    if kept != done:
        raise Refused(f"{done} registered and {kept} are.")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
