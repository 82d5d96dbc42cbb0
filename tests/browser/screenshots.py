"""`make screenshots`: a picture of every kind of page, on a phone and on a desktop computer.

The pictures land in `screenshots/`, which git ignores, for people to look at.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.addresses import DUTCH, english
from tests.browser.serving import DESKTOP, PHONE, ROOT, chromium, running_demo

FOLDER = ROOT / "screenshots"
LOOKS = {
    "phone": {"viewport": PHONE, "is_mobile": True, "device_scale_factor": 2},
    "desktop": {"viewport": DESKTOP},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
}


def take(browser: Browser, address: str, look: str) -> None:
    """Take every page in one look, in both languages."""
    context = browser.new_context(base_url=address, **LOOKS[look])  # type: ignore[arg-type]
    page = context.new_page()
    for kind, dutch in DUTCH.items():
        for language, place in (("nl", dutch), ("en", english(page, dutch))):
            if place:
                page.goto(place)
                path = FOLDER / look / f"{kind}-{language}.png"
                page.screenshot(path=path, full_page=True)
    context.close()


def main() -> None:
    """Start the demo, and take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as address,
        chromium() as browser,
    ):
        for look in LOOKS:
            take(browser, address, look)
            print(f"screenshots/{look}: {len(list((FOLDER / look).glob('*.png')))} pictures")  # noqa: T201


if __name__ == "__main__":
    main()
