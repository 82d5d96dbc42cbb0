"""An update from the mailed link: one field and two taps, on a small phone and a bad connection."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.browser.serving import ROOT
from tests.browser.test_joining import SMALL_PHONE, Fingers

TEXT = "Wij kookten met twaalf buren."
MOST_BYTES = 150_000
# Regular 3G, as browsers simulate it: bytes a second and milliseconds.
THREE_G = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 750 * 1000 / 8,
    "uploadThroughput": 250 * 1000 / 8,
}
NUMBERS = count(1)
# Browsers tell a test nothing of the size of a file that a script sends.
NOTE_SIZE = """() => {
  const send = window.fetch;
  window.fetch = (address, options) => {
    localStorage.setItem("sent", options.body.get("photo").size);
    return send(address, options);
  };
}"""
ASK = """
from datetime import timedelta
from django.utils import timezone
from django.utils.translation import activate
from coalitions.models import Coalition, CoalitionIndex, CoalitionPage
from coalitions.services.pulse import address_of, ask
from network.models import User
from wagtail.models import Page
activate("nl")
lead = User.objects.get(email="organisator@schakel.example")
index = CoalitionIndex.objects.filter(locale__language_code="nl").first()
if index is None:
    home = Page.objects.get(depth=2, locale__language_code="nl")
    index = home.add_child(instance=CoalitionIndex(title="Coalities", locale=home.locale))
page = index.add_child(instance=CoalitionPage(title="Buren koken NUMBER", live=False))
Coalition.objects.update_or_create(
    translation_key=page.translation_key, defaults={"lead": lead, "status": "active"}
)
page = CoalitionPage.objects.get(pk=page.pk)
page.save_revision().publish()
print(page.coalition.pk, address_of(ask(page.coalition, lead, timezone.now())))
"""
TOLD = """
from coalitions.models import ProgressUpdate
for update in ProgressUpdate.objects.filter(coalition=NUMBER):
    photo = update.photo
    print(update.happened, "|", update.author.email, "|", photo.width if photo else 0)
"""


def told_by(folder: Path, code: str, number: Any) -> list[str]:
    """Run this in the demo that is being served; return the lines that it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "SCHAKEL_DATABASE"}
    environment |= {"SCHAKEL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.demo"}
    done = subprocess.run(  # noqa: S603
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v",
            "0",
            "-c",
            code.replace("NUMBER", str(number)),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if line]


class Asked:
    """A coalition of which the lead was just mailed a link."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        [line] = told_by(folder, ASK, next(NUMBERS))
        self.row, _space, link = line.partition(" ")
        self.link = address + link[link.index("/nl/") :]

    def log(self) -> list[str]:
        return told_by(self.folder, TOLD, self.row)


@pytest.fixture
def asked(demo_folder: Path, address: str) -> Asked:
    return Asked(demo_folder, address)


@pytest.fixture
def small_phones(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """A function that gives a phone of 360 points wide with nothing in its memory."""
    phones = []

    def phone(**options: Any) -> BrowserContext:
        context = browser.new_context(
            viewport=SMALL_PHONE, is_mobile=True, has_touch=True, locale="nl-NL", **options
        )
        phones.append(context)
        return context

    yield phone
    for each in phones:
        each.close()


def opened(context: BrowserContext, link: str) -> Fingers:
    page = context.new_page()
    page.goto(link)
    return Fingers(page)


def send(hand: Fingers) -> None:
    hand.tap(hand.page.locator("main form button[type=submit]").first)


def is_thanked(page: Page) -> None:
    # A photo takes the server a while when other tests run beside this one.
    expect(page.locator("main form")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("status").first).to_be_visible()


def photo() -> FilePayload:
    written = BytesIO()
    Image.effect_noise((2400, 3000), 60).convert("RGB").save(written, "JPEG", quality=90)
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def test_one_field_and_two_taps_post_an_update(asked: Asked, small_phones: Any) -> None:
    hand = opened(small_phones(), asked.link)
    button = hand.page.locator("main form button[type=submit]").first

    expect(button).to_be_in_viewport()
    hand.type("happened", TEXT)
    send(hand)

    is_thanked(hand.page)
    assert hand.taps == 2
    assert hand.page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
    assert asked.log() == [f"{TEXT} | organisator@schakel.example | 0"]
    hand.page.goto(asked.link)
    expect(hand.page.locator("main form")).to_have_count(0)


def test_the_page_is_light_and_soon_there_on_a_slow_connection(
    asked: Asked, small_phones: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    page = small_phones().new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", THREE_G)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    start = time.monotonic()
    page.goto(asked.link, wait_until="commit")
    page.locator("main textarea[name=happened]").fill(TEXT)
    usable = time.monotonic() - start
    page.wait_for_load_state("networkidle")

    with capsys.disabled():
        print(f"\nprogress form: {sum(sizes):.0f} bytes, usable on 3G in {usable:.1f} s")  # noqa: T201
    assert len(sizes) > 3
    assert 0 < sum(sizes) < MOST_BYTES


def test_it_works_without_javascript_with_a_photo(asked: Asked, small_phones: Any) -> None:
    hand = opened(small_phones(java_script_enabled=False), asked.link)

    hand.type("happened", TEXT)
    hand.page.locator("main summary").nth(2).tap()
    hand.page.set_input_files("main input[name=photo]", photo())
    hand.page.locator("main input[name=photo_alt]").fill("Buren aan tafel")
    send(hand)

    is_thanked(hand.page)
    assert asked.log() == [f"{TEXT} | organisator@schakel.example | 1280"]


def test_a_photo_is_made_small_before_it_is_sent(asked: Asked, small_phones: Any) -> None:
    hand, chosen = opened(small_phones(), asked.link), photo()
    hand.page.evaluate(NOTE_SIZE)

    hand.type("happened", TEXT)
    hand.page.locator("main summary").nth(2).tap()
    hand.page.set_input_files("main input[name=photo]", chosen)
    hand.page.locator("main input[name=photo_alt]").fill("Buren aan tafel")
    send(hand)

    is_thanked(hand.page)
    assert asked.log() == [f"{TEXT} | organisator@schakel.example | 1280"]
    sent = int(hand.page.evaluate("localStorage.getItem('sent')"))
    assert 0 < sent < len(chosen["buffer"]) / 2


def test_what_was_typed_waits_for_the_connection_and_is_sent_once(
    asked: Asked, small_phones: Any
) -> None:
    context = small_phones()
    hand = opened(context, asked.link)
    context.set_offline(True)

    hand.type("happened", TEXT)
    send(hand)
    send(hand)

    expect(hand.page.locator("[data-update-status]")).not_to_be_empty()
    expect(hand.page.locator("main textarea[name=happened]")).to_have_value(TEXT)
    assert asked.log() == []
    context.set_offline(False)
    is_thanked(hand.page)
    assert asked.log() == [f"{TEXT} | organisator@schakel.example | 0"]


def test_a_draft_survives_the_page_that_is_closed_without_a_connection(
    asked: Asked, small_phones: Any
) -> None:
    context = small_phones()
    hand = opened(context, asked.link)
    context.set_offline(True)
    hand.type("happened", TEXT)
    send(hand)
    hand.page.close()
    context.set_offline(False)

    again = opened(context, asked.link)
    expect(again.page.locator("main textarea[name=happened]")).to_have_value(TEXT)
    send(again)
    is_thanked(again.page)

    assert len(asked.log()) == 1
    kept = again.page.evaluate(
        "Object.keys(localStorage).filter(name => name.includes('schakel-'))"
    )
    assert kept == []


def test_what_does_not_hold_comes_back_with_everything_that_was_chosen(
    asked: Asked, small_phones: Any
) -> None:
    hand = opened(small_phones(), asked.link)
    hand.type("happened", TEXT)
    hand.page.locator("main summary").nth(2).tap()
    hand.page.set_input_files("main input[name=photo]", photo())

    send(hand)
    hand.page.locator("main .errorlist").first.wait_for()
    hand.page.locator("main input[name=photo_alt]").fill("Buren aan tafel")
    send(hand)

    is_thanked(hand.page)
    assert asked.log() == [f"{TEXT} | organisator@schakel.example | 1280"]
