"""The thread through the house, walked on a phone by clicking, in both languages."""

import re

import pytest
from playwright.sync_api import Page, expect


def follow(page: Page, pattern: str) -> str:
    """Click the first link in the text whose address matches, and return the page's heading."""
    link = page.locator("main a").filter(visible=True)
    addresses = link.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    index = next(at for at, href in enumerate(addresses) if re.search(pattern, href or ""))
    link.nth(index).click()
    page.wait_for_load_state()
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize("fixture", ["phone", "without_javascript"])
def test_from_a_search_to_the_lesson_its_activity_the_guidance_and_back(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(fixture)
    page.goto("/nl/")
    page.get_by_role("searchbox").last.fill("thuiskok")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zoeken/**")

    lesson = follow(page, r"/dit-leerden-we/[^?#]+")
    lesson_address = page.url
    activity = follow(page, r"/activiteiten/[^?#]+")
    expect(page.get_by_role("link", name=lesson).first).to_be_visible()
    page.goto(lesson_address)
    guidance = follow(page, r"/wat-werkt/[^?#]+")
    expect(page.get_by_role("link", name=lesson).first).to_be_visible()

    assert activity
    assert guidance
    assert follow(page, re.escape(lesson_address.split("/", 3)[3])) == lesson


def test_the_same_thread_in_english(phone: Page) -> None:
    phone.goto("/en/search/?q=home+cook")

    lesson = follow(phone, r"/en/lessons/[^?#]+")
    activity = follow(phone, r"/en/activities/[^?#]+")

    assert phone.get_attribute("html", "lang") == "en"
    expect(phone.get_by_role("link", name=lesson).first).to_be_visible()
    assert activity


def test_the_language_switch_stays_on_the_page(phone: Page) -> None:
    phone.goto("/nl/activiteiten/thuisgekookt/")

    phone.get_by_text("Menu", exact=True).first.click()
    phone.get_by_role("link", name="English").filter(visible=True).first.click()

    assert "/en/activities/" in phone.url


def test_a_referrer_filters_and_prints_a_sheet_without_javascript(
    without_javascript: Page,
) -> None:
    page = without_javascript
    page.goto("/nl/activiteiten/")
    page.select_option("select[name=neighbourhood]", "overvecht")
    page.locator("main form").get_by_role("button").first.click()
    assert "neighbourhood=overvecht" in page.url

    follow(page, r"sheet=1")

    assert page.locator("article, li").count() > 0
