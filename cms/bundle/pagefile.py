"""One page file: values in YAML above, running text in Markdown below."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.bundle.mistakes import Mistakes
from cms.bundle.nodes import BrokenYaml, Node, parse_yaml

FENCE = "---"
HEADING = re.compile(r"^#[ \t]+(.*?)[ \t]*#*[ \t]*$")
DEFAULT_TEXT = "body"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of Markdown and the line on which it begins."""

    text: str
    line: int


@dataclass(slots=True)
class PageFile:
    """A page file taken apart."""

    path: str
    values: dict[str, Node] = field(default_factory=dict)
    texts: dict[str, Passage] = field(default_factory=dict)


def decoded(path: str, data: bytes, mistakes: Mistakes) -> str | None:
    """Return the file's text, or None after noting where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        mistakes.add(path, line, "", f"0x{data[error.start]:02x}", _("text in UTF-8"))
        return None


def parse_values(
    path: str, text: str, mistakes: Mistakes, first_line: int = 1
) -> dict[str, Node] | None:
    """Return the mapping in `text`, or None after noting what is wrong with it."""
    try:
        node = parse_yaml(text, first_line)
    except BrokenYaml as error:
        mistakes.add(path, error.line, "", error.found, error.expected)
        return None
    if not isinstance(node.value, dict):
        mistakes.add(path, node.line, "", node.shown(), _("“name: value” on each line"))
        return None
    return node.value


def parse_page(path: str, text: str, mistakes: Mistakes) -> PageFile | None:
    """Return the parts of a page file, or None after noting what is wrong with it."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        mistakes.add(path, 1, "", lines[0], _("--- on the first line, then the values"))
        return None
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if closing is None:
        mistakes.add(path, len(lines), "", None, _("--- after the values"))
        return None
    values = parse_values(path, "\n".join(lines[1:closing]), mistakes, first_line=2)
    if values is None:
        return None
    page = PageFile(path, values)
    _split_texts(page, lines[closing + 1 :], closing + 2, mistakes)
    return page


def _split_texts(page: PageFile, lines: list[str], first_line: int, mistakes: Mistakes) -> None:
    name, start, passage = DEFAULT_TEXT, first_line, list[str]()
    for number, line in enumerate([*lines, "# "], first_line):
        heading = HEADING.match(line)
        if heading is None:
            passage.append(line)
            continue
        if "".join(passage).strip():
            if name in page.texts:
                mistakes.add(page.path, start, name, name, _("each text once"))
            page.texts[name] = Passage("\n".join(passage), start)
        name, start, passage = heading.group(1), number + 1, []


def written_page(values: str, texts: dict[str, str]) -> str:
    """Return a page file of YAML `values` and Markdown `texts`."""
    parts = [f"{FENCE}\n{values}{FENCE}\n"]
    for name, text in texts.items():
        heading = "" if name == DEFAULT_TEXT else f"# {name}\n\n"
        parts.append(f"{heading}{text}\n")
    return "\n".join(parts)
