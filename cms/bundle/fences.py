"""The body of a page in a file: running text, and blocks between lines of three colons."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cms.bundle.names import Place, one_of
from cms.bundle.nodes import BrokenYaml, Node, dump_yaml, parse_yaml
from cms.bundle.pagefile import Passage

OPENING = re.compile(r"^:::[ \t]*([\w-]*)[ \t]*(?:\{#([\w-]+)\})?[ \t]*$")
CLOSING = re.compile(r"^:::[ \t]*$")
DIVIDER = "---"
# What may stand in the header of each block, before the text.
KEYS: dict[str, tuple[str, ...]] = {
    "quote": ("speaker", "text"),
    "figure": ("number", "meaning", "source"),
    "note": ("title",),
    "picture": ("image", "alt", "caption"),
    "text": (),
}
WITH_TEXT = frozenset({"quote", "note", "text"})


@dataclass(slots=True)
class Stretch:
    """Running text between fences."""

    passage: Passage
    id: str = ""


@dataclass(slots=True)
class Fence(Stretch):
    """A fenced block."""

    kind: str = ""
    line: int = 0
    header: dict[str, Node] = field(default_factory=dict)


def split_body(passage: Passage, place: Place) -> list[Stretch]:
    """Return the stretches of a body in their order, after noting what is wrong with fences."""
    stretches: list[Stretch] = []
    lines = passage.text.split("\n")
    start = at = 0
    while at < len(lines):
        opening = OPENING.match(lines[at])
        if opening is None:
            at += 1
            continue
        _add_text(stretches, lines[start:at], passage.line + start)
        end = next((i for i in range(at + 1, len(lines)) if CLOSING.match(lines[i])), None)
        if end is None:
            place.wrong(passage.line + at, lines[at], _("a line ::: that closes this block"))
            end = len(lines)
        _add_fence(
            stretches,
            opening,
            Passage("\n".join(lines[at + 1 : end]), passage.line + at + 1),
            place,
        )
        start = at = end + 1
    _add_text(stretches, lines[start:], passage.line + start)
    return stretches


def _add_text(stretches: list[Stretch], lines: list[str], line: int) -> None:
    if "".join(lines).strip():
        stretches.append(Stretch(Passage("\n".join(lines), line)))


def _add_fence(
    stretches: list[Stretch], opening: re.Match[str], inside: Passage, place: Place
) -> None:
    kind, given = opening.group(1), opening.group(2) or ""
    if kind not in KEYS:
        place.wrong(inside.line - 1, opening.group(0), one_of([f"::: {known}" for known in KEYS]))
    elif kind == "text":
        stretches.append(Stretch(inside, given))
    else:
        header, text = _header(kind, inside, place)
        stretches.append(Fence(text, given, kind, inside.line - 1, header))


def _header(kind: str, inside: Passage, place: Place) -> tuple[dict[str, Node], Passage]:
    lines = inside.text.split("\n")
    divider = next((i for i, line in enumerate(lines) if line.rstrip() == DIVIDER), None)
    if divider is None:
        # Without a divider it is all header, unless such a block has nothing but text.
        divider = len(lines) if not kind_is_bare(kind, lines) else -1
    head, below = "\n".join(lines[: max(divider, 0)]), "\n".join(lines[divider + 1 :])
    text = Passage(below, inside.line + divider + 1)
    try:
        node = parse_yaml(head, inside.line)
    except BrokenYaml as error:
        place.wrong(error.line, error.found, error.expected)
        return {}, text
    if not isinstance(node.value, dict):
        place.wrong(node.line, node.shown(), _("“name: value” on each line"))
        return {}, text
    for name in node.value.keys() - set(KEYS[kind]):
        place.wrong(node.value[name].line, name, one_of(list(KEYS[kind])))
    if below.strip() and kind not in WITH_TEXT:
        place.wrong(text.line, below, _("no text in a block of this type"))
    return node.value, text


def kind_is_bare(kind: str, lines: list[str]) -> bool:
    """Tell whether a block that may hold text has no header above it."""
    first = next((line for line in lines if line.strip()), "")
    return kind in WITH_TEXT and not first.startswith(tuple(f"{key}:" for key in KEYS[kind]))


def written_body(blocks: list[tuple[str, dict[str, str], str, str]]) -> str:
    """Return the body of (type, header, text, id) blocks; an empty id is not written."""
    parts: list[str] = []
    after_bare_text = False
    for kind, header, text, given in blocks:
        bare = kind == "text" and not given and not after_bare_text
        parts.append(text if bare else _fenced(kind, header, text, given))
        after_bare_text = bare
    return "\n\n".join(parts)


def _fenced(kind: str, header: dict[str, str], text: str, given: str) -> str:
    # Words that look like a fence or a heading are safe in the header, where they are quoted.
    if kind == "quote" and re.search(r"^(#|:::|---)", text, re.MULTILINE):
        header, text = {**header, "text": text}, ""
    lines = [f"::: {kind}" + (f" {{#{given}}}" if given else "")]
    if header:
        lines.append(dump_yaml(header).rstrip("\n"))
    if kind in WITH_TEXT:
        lines += [DIVIDER] if kind != "text" else []
        lines.append(text)
    return "\n".join([*lines, ":::"])
