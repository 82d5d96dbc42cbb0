"""Texts that people type in a form: plain, with a little Markdown, shown safely."""

from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Starts from nothing, so that whatever is not named here is shown as it was typed. A single line
# break stays one: who types on a phone leaves no empty line between two sentences.
_PARSER = MarkdownIt("zero", {"breaks": True}).enable(
    ["list", "emphasis", "link", "autolink", "newline", "escape"]
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


def render(text: str) -> SafeString:
    """Return paragraphs, emphasis, lists and links of `text`; anything else stays as typed.

    The second pass is there for the day that the first one has a hole.
    """
    html = nh3.clean(
        _PARSER.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener",
    )
    return mark_safe(html)  # noqa: S308  # cleaned one line above


def plain(text: str) -> str:
    """Return the words of `text` on one line, without its Markdown."""
    return " ".join(unescape(strip_tags(render(text))).split())
