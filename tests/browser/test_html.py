"""The Nu HTML checker finds no error in any kind of page."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import DUTCH, SIGNED_IN, english
from tests.browser.conftest import Entrance
from tests.browser.serving import ROOT

JAR = ROOT / ".cache" / "vnu" / "vnu.jar"
JAVA = shutil.which("java")

pytestmark = [
    pytest.mark.skipif(not JAVA, reason="the Nu HTML checker needs Java"),
    pytest.mark.skipif(not JAR.exists(), reason="no Nu HTML checker: scripts/fetch-vnu gets it"),
]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_page_is_valid_html(language: str, desktop: Page, tmp_path: Path) -> None:
    for kind, dutch in DUTCH.items():
        address = dutch if language == "nl" else english(desktop, dutch)
        if address:
            html = desktop.request.get(address).text()
            (tmp_path / f"{kind}.html").write_text(html, encoding="utf-8")

    assert len(list(tmp_path.glob("*.html"))) > 15
    assert mistakes(tmp_path) == []


@pytest.mark.parametrize("who", SIGNED_IN)
def test_what_somebody_sees_who_signed_in_is_valid_html(
    who: str, signed_in: Entrance, tmp_path: Path
) -> None:
    request = signed_in(who).request
    for number, address in enumerate(SIGNED_IN[who]):
        html = request.get(address).text()
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")

    assert mistakes(tmp_path) == []


def mistakes(folder: Path) -> list[str]:
    """Return what the checker says of the pages in a folder; it starts once for all of them."""
    command = [str(JAVA), "-jar", str(JAR), "--errors-only", "--format", "json"]
    pages = [str(path) for path in sorted(folder.glob("*.html"))]
    checked = subprocess.run([*command, *pages], capture_output=True, text=True)  # noqa: S603

    messages = json.loads(checked.stderr)["messages"]
    assert pages
    return [f"{Path(one['url']).stem}: {one['message']}" for one in messages]
