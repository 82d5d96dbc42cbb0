"""What people type is shown with a little Markdown, and never runs."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.markdown import render

ALLOWED = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
PIECES = st.sampled_from(
    [
        *("<script>", "</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)"),
        *("data:text/html,", "vbscript:", "&#106;avascript:alert(1)", "<javascript:alert(1)>"),
        *(
            "vbscript:",
            "&#106;avascript:alert(1)",
            "<javascript:alert(1)>",
            "\x00",
            "&lt;script&gt;",
        ),
        *("[a](", ")", "](", "[", "]", "![", "<", ">", '"', "'", "*", "**", "_", "\\", "`", "\n"),
        *(
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "# ",
            "    ",
            "<!--",
            "-->",
            "<a href='javascript:x'>",
            "=",
            " ",
        ),
        *("https://example.org/", "mailto:a@example.org", "onclick=alert(1)", "<style>", "&"),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join))


class _Found(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _read(html: str) -> _Found:
    found = _Found()
    found.feed(html)
    found.close()
    return found


@given(TEXTS)
def test_nothing_that_people_type_becomes_script(text: str) -> None:
    for tag, attributes in _read(render(text)).tags:
        assert tag in ALLOWED
        assert not [name for name in attributes if name.startswith("on")]
        assert set(attributes) <= {"href", "rel", "start"}
        href = "".join((attributes.get("href") or "https:").split()).lower()
        assert href.startswith(("https:", "http:", "mailto:", "tel:")) or ":" not in href
        if tag == "a" and "href" in attributes:
            assert "nofollow" in (attributes["rel"] or "")


@given(st.text(alphabet="abc <>&#!`=~|", min_size=1))
def test_what_is_no_markdown_here_stays_as_it_was_typed(text: str) -> None:
    shown = "".join(_read(render(text)).text)

    assert "".join(shown.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Eén\nregel", "<p>Eén<br>\nregel</p>\n"),
        ("Een **vet** woord", "<p>Een <strong>vet</strong> woord</p>\n"),
        ("- een\n- twee", "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"),
        ("3. drie", '<ol start="3">\n<li>drie</li>\n</ol>\n'),
        ("![x](https://example.org/a.png)", None),
        ("# 23 mei", "<p># 23 mei</p>\n"),
    ],
)
def test_a_little_markdown_is_understood(typed: str, shown: str | None) -> None:
    html = render(typed)

    assert "<img" not in html
    assert shown is None or html == shown


def test_a_link_is_not_recommended_to_search_engines() -> None:
    html = render("[site](https://example.org/a?b=1&c=2)")

    assert html == (
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener">site</a></p>\n'
    )
