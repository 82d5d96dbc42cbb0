"""From “I want to take part” to a profile: on a small phone, in Dutch, without help."""

import email
import email.policy
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

NAME, ADDRESS = "Nora Nieuw", "nora@schakel.example"
SMALL_PHONE: ViewportSize = {"width": 360, "height": 740}
# Filling in a field is one tap as well: it has to be touched before anybody can type.
MOST_TAPS = 14


class Fingers:
    """Taps what is on the screen, and counts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, target: Locator, leads_to: str = "") -> None:
        target.tap()
        self.taps += 1
        if leads_to:
            self.page.wait_for_url(f"**{leads_to}")

    def type(self, name: str, text: str) -> None:
        field = self.page.locator(f"main [name={name}]")
        self.tap(field)
        field.fill(text)

    def follow(self, path: str) -> None:
        self.tap(self.page.locator(f"main a[href$='{path}']").first, leads_to=path)


@pytest.fixture
def small_phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone of 360 points wide, for somebody who reads Dutch and has no script."""
    context = browser.new_context(
        base_url=address,
        viewport=SMALL_PHONE,
        is_mobile=True,
        has_touch=True,
        locale="nl-NL",
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def mail_to(folder: Path, number: int) -> str:
    """Return the text of the mail with this number to the newcomer, as soon as it was sent."""
    for _second in range(60):
        texts = []
        for path in sorted((folder / "mail").glob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = message.get_body(("plain",))
            if message["To"] == ADDRESS and body:
                texts.append(str(body.get_content()))
        if len(texts) >= number:
            return texts[number - 1]
        time.sleep(0.5)
    raise AssertionError(f"There is no mail number {number}.")


def asks(hand: Fingers) -> None:
    """Find the way in on the home page, and fill in the form."""
    hand.page.goto("/nl/")
    hand.follow("/nl/ik-doe-mee/")
    hand.follow("/nl/meedoen/")
    hand.type("name", NAME)
    hand.type("email", ADDRESS)
    hand.type("sentence", "Ik wil koken met mensen uit de straat.")
    hand.tap(hand.page.locator("main form button"), leads_to="/nl/meedoen/bedankt/")


def welcomes(page: Page, password: str) -> None:
    """Sign in as the coordinator, and welcome who waits."""
    page.goto("/nl/account/login/")
    page.fill("main [name=login]", "coordinator@schakel.example")
    page.fill("main [name=password]", password)
    page.locator("main form button").first.click()
    page.wait_for_url("**/nl/mijn/")
    page.goto("/nl/aanmeldingen/")
    page.get_by_role("link", name=NAME).click()
    page.locator("main form").first.locator("button").click()
    expect(page.get_by_role("status")).to_contain_text(NAME)


def signs_in(hand: Fingers, folder: Path) -> None:
    """Follow the link of the welcome mail, and sign in with the code of the next one."""
    link = re.search(r"\S+/account/login/", mail_to(folder, 2))
    assert link
    hand.page.goto(link[0])
    hand.taps += 1
    hand.type("login", ADDRESS)
    hand.tap(hand.page.locator("main button[value=code]"))
    code = re.search(r"^\s*(\d{6})\s*$", mail_to(folder, 3), re.MULTILINE)
    assert code
    hand.type("code", code[1])
    hand.tap(hand.page.locator("main form button").first, leads_to="/nl/mijn/")


def answers(hand: Fingers) -> None:
    """Answer the question that is on one's own page, and look at the profile."""
    expect(hand.page.get_by_role("heading", level=1)).to_contain_text(NAME)
    hand.tap(hand.page.locator("main input[value=residents]"))
    save = hand.page.locator("main form").first.locator("button").first
    hand.tap(save, leads_to="/nl/mijn/vraag/")
    hand.follow("/nl/mijn/profiel/")


def test_a_newcomer_gets_from_the_home_page_to_a_profile_without_help(
    small_phone: Page, desktop: Page, demo_folder: Path
) -> None:
    hand = Fingers(small_phone)

    asks(hand)
    assert NAME in mail_to(demo_folder, 1)
    welcomes(desktop, (demo_folder / "demo-password").read_text())
    signs_in(hand, demo_folder)
    answers(hand)

    expect(small_phone.locator("#background")).to_contain_text("Bewoners")
    assert hand.taps <= MOST_TAPS
    width = small_phone.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL_PHONE["width"]
