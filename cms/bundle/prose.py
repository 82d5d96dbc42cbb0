"""Rich text as plain values, between the HTML that Wagtail stores and the Markdown of a file.

Both sides are brought to the same form first: two texts are equal when they read the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from bs4 import BeautifulSoup, NavigableString, Tag
from markdown_it.common.normalize_url import normalizeLink, validateLink

# Where a link to a page of ours goes, in a plain value: this and the page's translation_key.
PAGE_LINK = "key:"
LISTS = ("ul", "ol")
HEADINGS = ("h2", "h3")
SPACES = re.compile(r"[ \t\r\n\f]+")
BREAK = "\n"
# White space that a browser would not show as it stands.
UNTIDY = re.compile(r"[^\S ]|  |^ | $")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one style; `link` is an address or a page link."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list item (`ul`, `ol`; `depth` counts from 0)."""

    kind: str
    runs: tuple[Run, ...]
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Prose = tuple[Block, ...]


def block(kind: str, runs: Iterable[Run], depth: int = 0) -> Block | None:
    """Return the block in its one form, or None if it says nothing."""
    tidy = _merged(runs)
    # Markdown has a heading on one line, the editor a link.
    if any(BREAK in run.text and (kind in HEADINGS or run.link) for run in tidy):
        tidy = _merged(
            replace(run, text=run.text.replace(BREAK, " ")) if kind in HEADINGS or run.link else run
            for run in tidy
        )
    if UNTIDY.search("".join(run.text for run in tidy)):
        tidy = _merged(_single_spaces(tidy))
    if any(run.bold or run.italic or run.link for run in tidy):
        tidy = _merged(_unstyled_edges(tidy))
    return Block(kind, tidy, depth) if tidy else None


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Put neighbours of one style together."""
    merged: list[Run] = []
    for _style, group in groupby(
        (run for run in runs if run.text), key=lambda run: (run.bold, run.italic, run.link)
    ):
        same = list(group)
        merged.append(replace(same[0], text="".join(run.text for run in same)))
    return tuple(merged)


def _single_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    """White space as HTML shows it: one space, none at either end of a line."""
    kept: list[tuple[str, Run]] = []
    for char, run in [(char, each) for each in runs for char in each.text]:
        if char == BREAK:
            while kept and kept[-1][0].isspace() and kept[-1][0] != BREAK:
                kept.pop()
        elif char.isspace() and (not kept or kept[-1][0] == BREAK):
            continue
        elif char in " \t\r\f":
            if kept[-1][0].isspace():
                continue
            char = " "
        kept.append((char, run))
    while kept and kept[-1][0].isspace():
        kept.pop()
    start = next((i for i, (char, _run) in enumerate(kept) if not char.isspace()), len(kept))
    return (replace(run, text=char) for char, run in kept[start:])


def _unstyled_edges(runs: Iterable[Run]) -> Iterator[Run]:
    """Take the style off white space at the edge of styled words: Markdown cannot say it."""
    pieces = [
        replace(run, text=piece) for run in runs for piece in re.split(r"(\s+)", run.text) if piece
    ]
    words = [piece for piece in pieces if not piece.text.isspace()]
    passed = 0
    for piece in pieces:
        if piece.text.isspace():
            yield _between(words[passed - 1], words[passed], piece.text)
        else:
            passed += 1
            yield piece


def _between(before: Run, after: Run, space: str) -> Run:
    inside = before.link == after.link
    bold = inside and before.bold and after.bold
    italic = inside and before.italic and after.italic and before.bold == after.bold
    return Run(space, bold, italic, before.link if inside else "")


def from_html(html: str, page_link: Callable[[int], str]) -> Prose:
    """Return stored rich text as blocks; `page_link` turns a page's id into a link ("" if gone)."""
    soup = BeautifulSoup(html or "", "html.parser")
    return tuple(_blocks(soup, page_link))


def _blocks(parent: Tag, page_link: Callable[[int], str]) -> Iterator[Block]:
    for element in parent.children:
        if isinstance(element, Tag) and element.name in LISTS:
            yield from _items(element, page_link, 0)
        elif isinstance(element, Tag) or str(element).strip():
            kind = element.name if isinstance(element, Tag) else "p"
            kind = kind if kind in HEADINGS else "p"
            found = block(kind, _runs([element], Run(""), page_link))
            if found:
                yield found


def _items(parent: Tag, page_link: Callable[[int], str], depth: int) -> Iterator[Block]:
    for item in parent.find_all("li", recursive=False):
        nested = item.find_all(LISTS, recursive=False)
        own = [child for child in item.children if child not in nested]
        found = block(parent.name, _runs(own, Run(""), page_link), depth)
        if found:
            yield found
        for inner in nested:
            yield from _items(inner, page_link, depth + (found is not None))


def _runs(elements: Iterable[object], style: Run, page_link: Callable[[int], str]) -> Iterator[Run]:
    for element in elements:
        if isinstance(element, NavigableString):
            yield replace(style, text=SPACES.sub(" ", str(element)))
        elif isinstance(element, Tag):
            if element.name == "br":
                yield replace(style, text=BREAK)
            yield from _runs(element.children, _styled(element, style, page_link), page_link)


def _styled(element: Tag, style: Run, page_link: Callable[[int], str]) -> Run:
    if element.name in {"b", "strong"}:
        return replace(style, bold=True)
    if element.name in {"i", "em"}:
        return replace(style, italic=True)
    if element.name != "a":
        return style
    if element.get("linktype") == "page":
        number = str(element.get("id", ""))
        return replace(style, link=page_link(int(number)) if number.isdigit() else "")
    return replace(style, link=address(str(element.get("href", ""))))


def address(href: str) -> str:
    """Return a web address in the form in which Markdown reads it; "" if nobody may follow it."""
    normal = normalizeLink(href)
    return normal if validateLink(normal) else ""


def to_html(prose: Prose, page_id: Callable[[str], int]) -> str:
    """Return the HTML that Wagtail stores; `page_id` turns a page link into a page's id."""
    parts: list[str] = []
    open_lists: list[str] = []
    for current in prose:
        is_item = current.kind in LISTS
        depth = current.depth + 1 if is_item else 0
        while len(open_lists) > depth or (
            open_lists and len(open_lists) == depth and open_lists[-1] != current.kind
        ):
            parts.append(f"</li></{open_lists.pop()}>")
        inner = "".join(_inline(current.runs, page_id))
        if not is_item:
            parts.append(f"<{current.kind}>{inner}</{current.kind}>")
        elif len(open_lists) == depth:
            parts.append(f"</li><li>{inner}")
        else:
            open_lists.append(current.kind)
            parts.append(f"<{current.kind}><li>{inner}")
    parts.extend(f"</li></{kind}>" for kind in reversed(open_lists))
    return "".join(parts)


def _inline(runs: tuple[Run, ...], page_id: Callable[[str], int]) -> Iterator[str]:
    link = ""
    for run in runs:
        if run.link != link:
            yield "</a>" if link else ""
            yield _opening(run.link, page_id) if run.link else ""
            link = run.link
        words = escape(run.text, quote=False).replace(BREAK, "<br/>")
        words = f"<i>{words}</i>" if run.italic else words
        yield f"<b>{words}</b>" if run.bold else words
    yield "</a>" if link else ""


def _opening(link: str, page_id: Callable[[str], int]) -> str:
    if link.startswith(PAGE_LINK):
        return f'<a linktype="page" id="{page_id(link)}">'
    return f'<a href="{escape(link)}">'
