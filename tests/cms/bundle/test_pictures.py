"""Pictures that would harm are refused by their header, without opening their pixels."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from cms.bundle import import_bundle
from cms.models import SiteImage

Found = Callable[[], list[str]]


def test_a_picture_of_127_megapixels_is_refused_with_the_limit(
    bundle: Path, mistakes: Found
) -> None:
    # One bit a pixel: 16 MB in memory here, 500 MB for whoever opens it in colour.
    Image.new("1", (12_700, 10_000)).save(bundle / "images/groot.png")
    assert mistakes() == [
        (
            "images/groot.png:1: found “groot.png”;"
            " expected at most 25,000,000 pixels, and it has 127,000,000"
        )
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("stuk.png", b"\x89PNG\r\n"), ("tekst.jpg", b"hallo"), ("a.svg", b"<svg/>")]
)
def test_an_unreadable_picture_is_a_mistake(
    bundle: Path, mistakes: Found, name: str, data: bytes
) -> None:
    (bundle / "images" / name).write_bytes(data)
    assert [line.split(" ")[0] for line in mistakes()] == [f"images/{name}:1:"]


def test_what_is_said_beside_a_picture_comes_along(bundle: Path, db: None) -> None:
    import_bundle(bundle)
    (bundle / "images/tuin.png.yaml").write_text("title: De tuin\ncredit: Volkstuin De Spade\n")
    result = import_bundle(bundle)
    picture = SiteImage.objects.get()
    assert (result.pictures, picture.title, picture.credit) == (1, "De tuin", "Volkstuin De Spade")
