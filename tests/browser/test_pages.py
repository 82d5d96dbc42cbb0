"""Every kind of page, in both languages: accessible, silent towards others, whole on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import DUTCH, english

AXE = Axe()
TAGS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def problems(page: Page) -> list[str]:
    found = AXE.run(page, options=TAGS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['help']}" for one in found]


def overflow(page: Page) -> int:
    """Return how far the page sticks out of the screen.

    Not of the window: a phone widens that to hold whatever sticks out.
    """
    assert page.viewport_size
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width - page.viewport_size["width"]


@pytest.mark.parametrize("kind", DUTCH)
def test_axe_finds_nothing_and_nothing_sticks_out_on_a_phone_in_dutch(
    kind: str, phone: Page
) -> None:
    phone.goto(DUTCH[kind])

    assert problems(phone) == []
    assert overflow(phone) <= 0


@pytest.mark.parametrize("kind", [kind for kind in DUTCH if kind != "not-found"])
def test_axe_finds_nothing_in_english(kind: str, phone: Page) -> None:
    address = english(phone, DUTCH[kind])
    assert address, f"{DUTCH[kind]} names no English address"

    response = phone.goto(address)

    assert response
    assert response.status == 200
    assert phone.get_attribute("html", "lang") == "en"
    assert problems(phone) == []


@pytest.mark.parametrize("kind", ["home", "activity", "guidance", "search", "activity-index"])
def test_axe_finds_nothing_in_the_dark_on_a_desktop(kind: str, desktop: Page) -> None:
    desktop.emulate_media(color_scheme="dark")
    desktop.goto(DUTCH[kind])

    assert problems(desktop) == []


@pytest.mark.parametrize("kind", ["home", "activity", "guidance", "lesson", "search"])
def test_nothing_sticks_out_at_200_percent(kind: str, desktop: Page) -> None:
    # 1280 pixels at 200 % are 640; WCAG's reflow asks for 320.
    desktop.set_viewport_size({"width": 320, "height": 700})
    desktop.goto(DUTCH[kind])

    assert overflow(desktop) <= 0


def test_a_page_that_does_not_exist_is_a_helpful_404(phone: Page) -> None:
    response = phone.goto(DUTCH["not-found"])

    assert response
    assert response.status == 404
    assert phone.get_by_role("searchbox").first.is_visible()


def test_what_is_not_translated_says_so_and_is_marked_as_dutch(phone: Page) -> None:
    phone.goto(english(phone, DUTCH["activity-untranslated"]) or "")

    assert phone.locator("h1").get_attribute("lang") == "nl"
    assert phone.locator('meta[name="robots"][content*="noindex"]').count() == 1


def test_what_is_translated_names_both_languages_to_search_engines(phone: Page) -> None:
    phone.goto(DUTCH["activity"])

    languages = phone.locator('link[rel="alternate"]').evaluate_all(
        "links => links.map(link => link.hreflang)"
    )

    assert {"nl", "en"} <= set(languages)
