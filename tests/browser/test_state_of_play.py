"""The state of play on paper: all coalitions of the demo, and one, on two sheets at most."""

import re

import pytest

from tests.browser.conftest import Entrance

SHEET = re.compile(rb"/Type\s*/Page[^s]")


@pytest.mark.parametrize("path", ["", "1/"])
def test_a_year_of_the_demo_prints_on_two_sheets_at_most(signed_in: Entrance, path: str) -> None:
    page = signed_in("coordinator")
    page.goto(f"/nl/stand-van-zaken/{path}?sinds=2025-11-01")
    assert page.locator("main .state").count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "it scrolls sideways on a small phone"
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(SHEET.findall(printed)) <= 2


def test_a_button_prints_for_whoever_cannot_find_that_in_the_browser(signed_in: Entrance) -> None:
    page = signed_in("coordinator")
    page.goto("/nl/stand-van-zaken/")
    page.evaluate("window.print = () => { document.title = 'on paper' }")

    page.locator("[data-print]").click()

    assert page.title() == "on paper"
