"""Contrast of the design tokens, computed as WCAG 2.2 does, in both colour schemes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "cms" / "static" / "cms" / "tokens.css"
PLAIN_TEXT, LARGE_OR_SHAPE = 4.5, 3.0

GROUNDS = ("paper", "surface", "surface-soft")
PAIRS = [
    *((text, ground, PLAIN_TEXT) for text in ("ink", "ink-soft", "link") for ground in GROUNDS),
    *(("accent", ground, PLAIN_TEXT) for ground in GROUNDS),
    *(("line-strong", ground, LARGE_OR_SHAPE) for ground in GROUNDS),
    *(("focus", ground, LARGE_OR_SHAPE) for ground in GROUNDS),
    *(("negative", ground, PLAIN_TEXT) for ground in GROUNDS),
    ("link-hover", "surface-soft", PLAIN_TEXT),
    ("on-accent", "accent", PLAIN_TEXT),
    ("on-accent", "accent-strong", PLAIN_TEXT),
    ("ink", "surface-sun", PLAIN_TEXT),
    ("paper", "focus", PLAIN_TEXT),
    ("focus", "focus-halo", LARGE_OR_SHAPE),
    *(
        (name, f"{name}-soft", PLAIN_TEXT)
        for name in ("positive", "conditional", "negative", "open")
    ),
]


def schemes() -> dict[str, dict[str, str]]:
    light, _, dark = TOKENS.read_text().partition("@media (prefers-color-scheme: dark)")
    pattern = r"--schakel-color-([a-z-]+): (#[0-9a-f]{6});"
    return {"light": dict(re.findall(pattern, light)), "dark": dict(re.findall(pattern, dark))}


def luminance(colour: str) -> float:
    """Return relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_agrees_with_the_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_dark_scheme_sets_every_colour_again() -> None:
    colours = schemes()
    assert colours["light"].keys() == colours["dark"].keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_text_and_shapes_stand_out(scheme: str, front: str, back: str, least: float) -> None:
    colours = schemes()[scheme]
    assert contrast(colours[front], colours[back]) >= least
