"""Registering as somebody of 72 on a tablet does: no account, no script, no mouse, one address."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import SMALL_PHONE

TABLET = {"width": 820, "height": 1180}
# What axe calls serious or not, none of it is here.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def tablet(browser: Browser, address: str) -> Iterator[Page]:
    """A tablet without script, for somebody who reads Dutch."""
    context = browser.new_context(
        base_url=address,
        viewport=TABLET,  # type: ignore[arg-type]  # a size
        has_touch=True,
        locale="nl-NL",
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def open_event(page: Page) -> str:
    """Go by the agenda to an event that takes registrations; return the address of its form."""
    page.goto("/nl/agenda/")
    for link in page.locator("main .event-card h3 a").evaluate_all("all => all.map(a => a.href)"):
        page.goto(link)
        button = page.locator("main .event-go a.button")
        if button.count():
            return str(button.first.get_attribute("href"))
    raise AssertionError("Nothing on the agenda of the demo takes registrations.")


def faults(page: Page) -> list[Any]:
    found: list[Any] = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def test_axe_finds_nothing_on_any_screen_of_registering(phone: Page) -> None:
    phone.set_viewport_size(SMALL_PHONE)
    form = open_event(phone)
    screens = ["/nl/agenda/", "/nl/agenda/?month=2026-12", phone.url, form]

    for screen in screens:
        phone.goto(screen)
        assert faults(phone) == [], screen
        assert phone.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]

    phone.locator("main form.register button").last.click()
    assert faults(phone) == []
    fill_in(phone, "axe@schakel.example")
    phone.locator("main form.register button").last.click()
    expect(phone.locator(".sent-to")).to_be_visible()
    assert faults(phone) == []


def fill_in(page: Page, mail: str) -> None:
    page.fill("main [name=name]", "Anna Voorbeeld")
    page.fill("main [name=email]", mail)


def test_somebody_registers_without_script_and_corrects_a_wrong_address(
    tablet: Page, demo_folder: Path
) -> None:
    tablet.goto(open_event(tablet))
    fill_in(tablet, "anna@gmial.com")
    tablet.locator("main form.register button").last.tap()
    expect(tablet.locator(".error-summary")).to_contain_text("anna@gmail.com")

    fill_in(tablet, "tablet@schakl.example")
    tablet.locator("main form.register button").last.tap()
    expect(tablet.locator(".sent-to")).to_have_text("tablet@schakl.example")
    tablet.locator("main button[name=correct]").tap()
    expect(tablet.locator("main [name=name]")).to_have_value("Anna Voorbeeld")

    fill_in(tablet, "tablet@schakel.example")
    tablet.locator("main form.register button").last.tap()
    expect(tablet.locator(".sent-to")).to_have_text("tablet@schakel.example")
    assert states(demo_folder, "tablet@schakl.example") == ["cancelled"]
    assert states(demo_folder, "tablet@schakel.example") == ["unconfirmed"]


def states(folder: Path, mail: str) -> list[str]:
    with sqlite3.connect(folder / "schakel.sqlite3") as database:
        rows = database.execute("SELECT status FROM events_registration WHERE email = ?", [mail])
        return [status for (status,) in rows]


def test_the_keyboard_alone_is_enough_and_a_mistake_gets_the_focus(desktop: Page) -> None:
    desktop.goto(open_event(desktop))
    desktop.locator("main form.register button").last.press("Enter")
    desktop.wait_for_load_state()

    focused = "document.activeElement"
    assert "error-summary" in desktop.evaluate(f"{focused}.className")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate(f"{focused}.name") == "name" or "#id_name" in desktop.url
    desktop.locator("main [name=name]").focus()
    desktop.keyboard.type("Toon Toets")
    desktop.keyboard.press("Tab")
    desktop.keyboard.type("toon@schakel.example")
    desktop.keyboard.press("Enter")

    expect(desktop.locator(".sent-to")).to_have_text(re.compile("toon@schakel.example"))
