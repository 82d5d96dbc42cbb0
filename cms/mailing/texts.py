"""The words of a mail: a plain text with its subject in front, and HTML made from that text."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

NO_HTML = SafeString("")


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, in one language. Without `html` that is made from the text."""

    subject: str
    text: str
    html: SafeString = NO_HTML


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list of a plain text; `lines` are escaped, links clickable."""

    kind: str
    lines: list[SafeString]


def site_url() -> str:
    """Return scheme and host of the site, without a slash at the end."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def rendered(template: str, context: dict[str, Any], language: str) -> Words:
    """Return what `template` (without `.txt`) says: its first line is the subject.

    Nothing is escaped: a plain text is not HTML, whoever wrote a part of it.
    """
    with override(language):
        source: Any = get_template(f"{template}.txt")
        whole = source.template.render(Context(context, autoescape=False)).strip()
    subject, _newline, text = whole.partition("\n")
    return Words(" ".join(subject.split())[:255], re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def html_of(words: Words, language: str) -> str:
    """Return the text as a page of HTML, in the layout that all mails share."""
    with override(language):
        return render_to_string(
            "cms/mails/layout.html",
            {"words": words, "body": words.html or html_body(words.text), "language": language},
        )


def html_body(text: str) -> SafeString:
    """Return a plain text as headings, paragraphs and lists of HTML."""
    return render_to_string("cms/mails/blocks.html", {"blocks": blocks(text)})


def blocks(text: str) -> list[Block]:
    """Take a plain text apart: a line above hyphens is a heading, `- ` begins an item of a list."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [block for part in parts for block in _blocks_of(part.splitlines())]


def _blocks_of(lines: list[str]) -> list[Block]:
    if len(lines) > 1 and re.fullmatch(r"-{3,}\s*", lines[1]):
        return [Block("heading", [_linked(lines[0])]), *_blocks_of(lines[2:])]
    if lines and all(line.startswith(("- ", "  ")) for line in lines):
        return [Block("list", [_linked(item) for item in _items(lines)])]
    return [Block("paragraph", [_linked(line) for line in lines])] if lines else []


def _items(lines: list[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if line.startswith("- ") or not items:
            items.append(line.removeprefix("- "))
        else:
            items[-1] += "\n" + line.strip()
    return items


def _linked(line: str) -> SafeString:
    # urlize escapes; only its own links are HTML.
    return mark_safe(urlize(line, autoescape=True).replace("\n", "<br>"))  # noqa: S308
