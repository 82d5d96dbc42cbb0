"""Two people change one text: what both may keep, and where somebody has to choose.

A text is compared paragraph by paragraph, a list item by item. Changes to different paragraphs
never touch each other, also where the paragraphs are neighbours. (A library for merging source
code calls neighbouring lines a conflict, which is why none is used here.)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_ITEM = re.compile(r"^ *(?:[-*+]|\d{1,9}[.)]) ")


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged text; with a conflict what stands there now, so that nothing is lost unseen."""

    text: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """Pieces `start` up to `end` of the base become `pieces`."""

    start: int
    end: int
    pieces: tuple[str, ...]

    def touches(self, other: "_Edit") -> bool:
        if self.start == self.end and other.start == other.end:
            return self.start == other.start
        return self.start < other.end and other.start < self.end


def merged(base: str, theirs_now: str, suggested: str) -> Merge:
    """Return what both changes to `base` make together."""
    if suggested in (base, theirs_now):
        return Merge(theirs_now)
    if theirs_now == base:
        return Merge(suggested)
    pieces = pieces_of(base)
    now, wanted = (list(_edits(pieces, pieces_of(text))) for text in (theirs_now, suggested))
    wanted = [edit for edit in wanted if edit not in now]
    if any(edit.touches(other) for edit in wanted for other in now):
        return Merge(theirs_now, conflict=True)
    for edit in sorted([*now, *wanted], key=lambda edit: (edit.start, edit.end), reverse=True):
        pieces[edit.start : edit.end] = edit.pieces
    return Merge(_joined(pieces))


def pieces_of(text: str) -> list[str]:
    """Return the paragraphs of a text; each item of a list is one of its own."""
    found: list[str] = []
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        lines = paragraph.split("\n")
        for number, line in enumerate(lines):
            if number == 0 or _ITEM.match(line):
                found.append(line)
            else:
                found[-1] += f"\n{line}"
    return [piece for piece in found if piece.strip()]


def _joined(pieces: list[str]) -> str:
    text = ""
    for before, piece in zip(["", *pieces], pieces, strict=False):
        in_list = bool(_ITEM.match(before) and _ITEM.match(piece))
        text += ("\n" if in_list else "\n\n" if text else "") + piece
    return text


def _edits(before: list[str], after: list[str]) -> Iterator[_Edit]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        if end - start == last - first:
            for at in range(end - start):
                yield _Edit(start + at, start + at + 1, (after[first + at],))
        else:
            yield _Edit(start, end, tuple(after[first:last]))
