"""Rich text of a page as somebody types it in a plain field, and back."""

import re

from cms.bundle.markdown_writer import to_markdown
from cms.bundle.prose import from_html, to_html
from cms.markdown import render

_ESCAPED = re.compile(r"\\([^\w\s])")


def stored(text: str) -> str:
    """Return what a page stores of a typed text: paragraphs, lists, emphasis and web links."""
    return to_html(from_html(render(text), _no_page), _no_number)


def typed(html: str) -> str:
    """Return stored rich text as somebody would type it."""
    written = to_markdown(from_html(html, _no_page))
    # As it was typed, where that still reads the same: nobody types a backslash before a dash.
    easy = _ESCAPED.sub(r"\1", written.replace("\\\n", "\n"))
    return easy if stored(easy) == html else written


def _no_page(_number: int) -> str:
    return ""


def _no_number(_key: str) -> int:
    raise ValueError("what somebody types holds no link to a page by its key")
