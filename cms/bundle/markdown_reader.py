"""Limited Markdown to rich text: paragraphs, headings, bold, italic, lists and links."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cms.bundle.prose import BREAK, Block, Prose, Run, block

# `reference` is off because a line such as "[1]: …" would vanish; raw HTML is read as such, in
# order to refuse it.
PARSER = MarkdownIt("commonmark", {"html": True}).disable(["reference"])
LIST_KINDS = {"bullet_list_open": "ul", "ordered_list_open": "ol"}
STYLES = frozenset({"strong", "em"})
INLINE = frozenset({"text", "softbreak", "hardbreak"})
STRUCTURE = frozenset({"list_item_open", "paragraph_open"})


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something Markdown can say and rich text here cannot."""

    line: int
    found: str
    expected: str


def from_markdown(
    text: str,
    features: Iterable[str],
    wrong: Callable[[Unsupported], None],
    parser: MarkdownIt = PARSER,
    soft_break: str = " ",
) -> Prose:
    """Return the blocks of `text`; `wrong` is told what `features` do not allow.

    `soft_break` is what a single new line in the text stands for.
    """
    reader = _Reader(frozenset(features), wrong, text.split("\n"), soft_break)
    return tuple(reader.blocks(parser.parse(text)))


class _Reader:
    def __init__(
        self,
        features: frozenset[str],
        wrong: Callable[[Unsupported], None],
        lines: list[str],
        soft_break: str,
    ) -> None:
        self.breaks = {"softbreak": soft_break, "hardbreak": BREAK}
        self.features, self.wrong, self.lines = features, wrong, lines
        self.lists: list[str] = []
        self.kind = "p"
        self.item_has_text = False

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        line = 0
        for token in tokens:
            line = token.map[0] if token.map else line
            if token.type == "inline":
                found = self.block(token, line)
                if found:
                    yield found
            else:
                self.open_or_close(token, line)

    def block(self, token: Token, line: int) -> Block | None:
        runs = self.runs(token.children or [], line)
        if not self.lists:
            return block(self.kind, runs)
        if self.item_has_text:
            self.refuse(line)
        self.item_has_text = True
        return block(self.lists[-1], runs, len(self.lists) - 1)

    def open_or_close(self, token: Token, line: int) -> None:
        if token.type in LIST_KINDS:
            self.lists.append(LIST_KINDS[token.type])
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
        elif token.type == "heading_open" and token.tag in self.features and not self.lists:
            self.kind = token.tag
        elif token.type == "heading_close":
            self.kind = "p"
        elif token.type == "list_item_open":
            self.item_has_text = False
        elif token.type not in STRUCTURE and not token.type.endswith("_close"):
            self.refuse(line)

    def refuse(self, line: int, found: str = "") -> None:
        here = self.lines[line] if line < len(self.lines) else ""
        headings = _(" and headings of two or three #") if "h2" in self.features else ""
        expected = _("paragraphs, **bold**, *italic*, lists, links%(headings)s") % {
            "headings": headings
        }
        self.wrong(Unsupported(line, found or here.strip(), expected))

    def runs(self, tokens: list[Token], line: int) -> Iterator[Run]:
        style = Run("")
        for token in tokens:
            name, _sep, side = token.type.rpartition("_")
            if name in STYLES:
                is_open = side == "open"
                style = (
                    replace(style, bold=is_open)
                    if name == "strong"
                    else replace(style, italic=is_open)
                )
            elif token.type == "link_open" and "title" not in token.attrs:
                style = replace(style, link=str(token.attrs["href"]))
            elif token.type == "link_close":
                style = replace(style, link="")
            elif token.type in INLINE:
                yield replace(style, text=self.words(token))
            else:
                self.refuse(line, token.content)

    def words(self, token: Token) -> str:
        return self.breaks.get(token.type, token.content)
