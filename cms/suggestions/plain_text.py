"""Rich text as somebody types it on a phone: a little Markdown, and back.

What stands on a page comes back the same when nobody changes it. What people type beside that is
never refused: signs that say nothing here, such as `<` or `>`, stay as they were typed.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from wagtail.models import Page, Site

from cms.bundle.markdown_reader import from_markdown
from cms.bundle.markdown_writer import to_markdown
from cms.bundle.prose import BREAK, PAGE_LINK, Prose, from_html, to_html
from cms.bundle.texts import with_links

_KNOWN = ("list", "emphasis", "link", "autolink", "newline", "escape", "entity")
_TYPED = MarkdownIt("zero").enable(list(_KNOWN))
_TYPED_WITH_HEADINGS = MarkdownIt("zero").enable([*_KNOWN, "heading"])
_BACKSLASH_AT_END = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
_SHELTERED = re.compile(r"\\([^\w\s])")


def text_of(html: str, features: Iterable[str]) -> str:
    """Return stored rich text as somebody may edit it; links to pages show their address."""
    prose = with_links(from_html(html, lambda page_id: f"{PAGE_LINK}{page_id}"), _address)
    text = _BACKSLASH_AT_END.sub(r"\1\n", to_markdown(prose))
    # Most backslashes shelter what needs no shelter here; nobody wants to see those.
    bare = _SHELTERED.sub(r"\1", text)
    return bare if _read(bare, features) == prose else text


def html_of(text: str, features: Iterable[str]) -> str:
    """Return what Wagtail stores for a text that somebody typed."""
    prose = with_links(_read(text, features), _page_link)
    return to_html(prose, lambda link: int(link.removeprefix(PAGE_LINK)))


def one_form(text: str) -> str:
    """Return a text without what a browser does to it: line ends, and blanks at the ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n ")


def _read(text: str, features: Iterable[str]) -> Prose:
    parser = _TYPED_WITH_HEADINGS if "h2" in features else _TYPED
    return from_markdown(text, features, lambda _wrong: None, parser, BREAK)


def _address(link: str) -> str:
    """Show where a link to a page of ours leads now; its number where that is nowhere."""
    if not link.startswith(PAGE_LINK):
        return link
    page_id = link.removeprefix(PAGE_LINK)
    page = Page.objects.filter(pk=page_id).select_related("locale").first()
    return (page.url if page else None) or f"page:{page_id}"


def _page_link(link: str) -> str:
    """Return the link to a page of ours that an address leads to, or the address."""
    if link.startswith(PAGE_LINK):
        return ""
    number = link.removeprefix("page:")
    if number != link:
        there = number.isdecimal() and Page.objects.filter(pk=number).exists()
        return f"{PAGE_LINK}{number}" if there else ""
    page_id = _page_at(link)
    return f"{PAGE_LINK}{page_id}" if page_id else link


def _page_at(address: str) -> int | None:
    parts = urlsplit(address)
    if parts.query or parts.fragment or not parts.path.startswith("/"):
        return None
    language, _slash, rest = parts.path.lstrip("/").partition("/")
    for root in Site.get_site_root_paths():
        ours = not parts.netloc or urlsplit(root.root_url).netloc == parts.netloc
        if ours and root.language_code == language:
            url_path = f"{root.root_path}{rest}".rstrip("/") + "/"
            return Page.objects.filter(url_path=url_path).values_list("pk", flat=True).first()
    return None
