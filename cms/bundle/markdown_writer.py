"""Rich text to limited Markdown, such that reading it again gives the same text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.bundle.markdown_reader import from_markdown
from cms.bundle.prose import BREAK, HEADINGS, LISTS, Block, Prose, Run

OPENINGS = {"h2": "## ", "h3": "### ", "ul": "- "}
# Wide enough for what stands under "1. ", "- " and "10. ".
LEVEL = 4


def to_markdown(prose: Prose) -> str:
    """Return Markdown that `from_markdown` reads as this very `prose`."""
    parts: list[str] = []
    previous: Block | None = None
    numbers: list[tuple[str, int]] = []
    for current in prose:
        if previous is not None:
            parts.append("\n" if _same_list(previous, current) else "\n\n")
        numbers = _numbers(numbers, current)
        parts.append(_block_written(current, numbers[-1][1] if numbers else 0))
        previous = current
    return "".join(parts)


def _numbers(numbers: list[tuple[str, int]], current: Block) -> list[tuple[str, int]]:
    """Count on: the kind and number of the item at each depth, down to the current one."""
    if current.kind not in LISTS:
        return []
    above, here = numbers[: current.depth], numbers[current.depth : current.depth + 1]
    number = here[0][1] + 1 if here and here[0][0] == current.kind else 1
    return [*above, (current.kind, number)]


def _same_list(previous: Block, current: Block) -> bool:
    if current.kind not in LISTS or previous.kind not in LISTS:
        return False
    return current.kind == previous.kind or current.depth > previous.depth


def _block_written(current: Block, number: int) -> str:
    opening = f"{number}. " if current.kind == "ol" else OPENINGS.get(current.kind, "")
    indent = " " * (LEVEL * current.depth)
    opening = opening.ljust(LEVEL) if current.depth else opening
    margin = indent + " " * len(opening) if current.kind in LISTS else ""
    text = _plain_or_sheltered(current)
    if current.kind in HEADINGS:
        text = re.sub(r"(?<!\\)(#+)$", r"\\\1", text)
    return indent + opening + text.replace(BREAK, f"\\\n{margin}")


def _plain_or_sheltered(current: Block) -> str:
    """Prefer `*` around plain letters; what that cannot say is written so that it always holds."""
    plain = "".join(_pieces_written(list(_pieces(current.runs, "*")), sheltered=False))
    again = from_markdown(plain.replace(BREAK, "\\\n"), (), lambda _wrong: None)
    if [(found.kind, found.runs) for found in again] == [("p", current.runs)]:
        return plain
    return "".join(_pieces_written(list(_pieces(current.runs, "_")), sheltered=True))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A mark (emphasis or part of a link) or some words."""

    text: str
    is_mark: bool


def _pieces(runs: tuple[Run, ...], line: str) -> Iterator[_Piece]:
    """Marks and words in order; bold stands outside italic, and both inside a link."""
    before = Run("")
    for run in (*runs, Run("")):
        if before.link != run.link:
            yield from _marks(before, Run(""), line)
            if before.link:
                yield _Piece(f"]({_destination(before.link)})", True)
            if run.link:
                yield _Piece("[", True)
            before = Run("")
        yield from _marks(before, run, line)
        if run.text:
            yield _Piece(run.text, False)
        before = run


def _marks(before: Run, after: Run, line: str) -> Iterator[_Piece]:
    bold_changes = before.bold != after.bold
    if before.italic and (bold_changes or not after.italic):
        yield _Piece(line, True)
    if bold_changes:
        yield _Piece("**", True)
    if after.italic and (bold_changes or not before.italic):
        yield _Piece(line, True)


def _pieces_written(pieces: list[_Piece], sheltered: bool) -> Iterator[str]:
    for index, piece in enumerate(pieces):
        if piece.is_mark:
            yield piece.text
            continue
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        start = piece.text[:1] if sheltered and before else ""
        middle = piece.text.removeprefix(start)
        end = middle[-1:] if sheltered and after else ""
        middle = middle.removesuffix(end)
        bang = middle.endswith("!") and after is not None and after.text == "["
        middle = _escaped(middle, at_start=index == 0)
        yield _numbered(start) + (f"{middle[:-1]}\\!" if bang else middle) + _numbered(end)


def _numbered(char: str) -> str:
    """Write a letter as its number: emphasis may begin or end beside it, whatever it is."""
    return char if not char or char.isspace() else f"&#{ord(char)};"


def _escaped(text: str, at_start: bool) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    lines = escaped.split(BREAK)
    for index, line in enumerate(lines):
        if index or at_start:
            lines[index] = _escaped_start(line)
    return BREAK.join(lines)


def _escaped_start(line: str) -> str:
    """Keep a line from being read as a heading, a list, a fence or a rule."""
    line = re.sub(r"^([#+\-=~:])", r"\\\1", line)
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", line)


def _destination(link: str) -> str:
    safe = re.sub(r"&(?=#?\w+;)", r"\\&", link)
    return f"<{safe}>" if re.search(r"[\s()]", safe) or not safe else safe
