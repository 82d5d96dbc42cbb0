"""Browser tests drive the demo itself: its server, its worker, its content."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.serving import (
    CHROMIUM,
    DESKTOP,
    PHONE,
    SMALL_PHONE,
    chromium,
    lay_tables,
    running_demo,
)

Entrance = Callable[[str], Page]
HERE = Path(__file__).parent
REASON = f"no Chromium at {CHROMIUM}: install the system's package chromium, or set CHROMIUM"


# After pytest-django, which has an order of its own.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and skip it where there is no browser; set it in its order."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason=REASON))
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Loading the demo comes first, what looks at it last: no worker waits while one loads it."""
    if HERE not in item.path.parents:
        return 1
    return 0 if item.path.name == "test_loading.py" else 2


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the running demo keeps its database, its password and the mail it sent."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(prepared_demo(tmp_path_factory.getbasetemp()), folder, dirs_exist_ok=True)
    return folder


def prepared_demo(base: Path) -> Path:
    """Return a demo that was started once: loading the network takes long, so workers share it."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    prepared = base / "prepared-demo"
    with (base / "prepared-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            lay_tables(base / "preparing-demo")
            with running_demo(base / "preparing-demo"):
                pass
            (base / "preparing-demo").rename(prepared)
    return prepared


@pytest.fixture(scope="session")
def address(demo_folder: Path) -> Iterator[str]:
    """The address of the running demo."""
    with running_demo(demo_folder) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with chromium() as running:
        yield running


def _page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(base_url=address, **options)
    page = context.new_page()
    strangers: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:"))
            else strangers.append(request.url)
        ),
    )
    yield page
    context.close()
    assert strangers == [], "the page asked something of a third party"


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a phone; the test fails if it asks anything of a third party."""
    yield from _page(browser, address, viewport=PHONE, is_mobile=True, has_touch=True)


@pytest.fixture
def desktop(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a desktop computer."""
    yield from _page(browser, address, viewport=DESKTOP)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, address: str, demo_folder: Path) -> Iterator[Entrance]:
    """A function that gives a page on a small phone for an account of the demo, signed in once."""
    password = (demo_folder / "demo-password").read_text()
    pages: dict[str, Page] = {}

    def enter(who: str) -> Page:
        if who not in pages:
            page = browser.new_page(base_url=address, viewport=SMALL_PHONE, is_mobile=True)
            pages[who] = page
            page.goto("/nl/account/login/")
            page.fill("main [name=login]", f"{who}@schakel.example")
            page.fill("main [name=password]", password)
            page.locator("main form button").first.click()
            page.wait_for_url("**/nl/mijn/")
        page = pages[who]
        page.set_viewport_size(SMALL_PHONE)
        return page

    yield enter
    for page in pages.values():
        page.context.close()


@pytest.fixture
def without_javascript(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a phone without JavaScript."""
    yield from _page(browser, address, viewport=PHONE, java_script_enabled=False)
