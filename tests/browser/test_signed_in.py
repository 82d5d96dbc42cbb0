"""What members, coordinators and administrators see: accessible, and whole on a small phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import SIGNED_IN
from tests.browser.conftest import Entrance
from tests.browser.test_pages import overflow, problems

# Of everything but the links in a line of text, as the design has it.
TARGET = 44
TOO_SMALL = f"""() => [...document.querySelectorAll(
    "header a, header summary, main button, main summary, main a.button, main a.door, main .check,"
    + "main input:not([type=hidden], [type=checkbox], [type=radio]), main select"
)].filter(each => {{
    const height = each.getBoundingClientRect().height;
    return height > 0 && height < {TARGET} - 0.5;
}}).map(each => each.innerText || each.name)"""


@pytest.mark.parametrize(
    ("who", "place"), [(who, place) for who, places in SIGNED_IN.items() for place in places]
)
def test_a_page_for_who_signed_in_is_accessible_and_whole(
    who: str, place: str, signed_in: Entrance
) -> None:
    page = signed_in(who)

    response = page.goto(place)

    assert response
    assert response.status == 200
    assert page.url.endswith(place)
    is_whole(page)


def is_whole(page: Page) -> None:
    """Check for what a reader with a small phone or a screen reader would stumble over."""
    assert problems(page) == []
    assert page.evaluate(TOO_SMALL) == []
    assert overflow(page) <= 0
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) <= 0


def test_an_application_is_accessible_and_whole(signed_in: Entrance, phone: Page) -> None:
    phone.goto("/nl/meedoen/")
    phone.fill("main [name=name]", "Wil Wacht")
    phone.fill("main [name=email]", f"{'heel-lang-' * 4}adres@schakel.example")
    phone.fill("main [name=sentence]", "Ik help graag op dinsdag.")
    phone.locator("main form button").click()
    phone.wait_for_url("**/nl/meedoen/bedankt/")
    page = signed_in("coordinator")
    page.goto("/nl/aanmeldingen/")
    page.get_by_role("link", name="Wil Wacht").click()
    page.get_by_role("heading", level=1, name="Wil Wacht").wait_for()

    is_whole(page)
