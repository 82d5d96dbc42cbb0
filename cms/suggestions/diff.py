"""What changed in a text, shown so that eyes, screen readers and paper all tell the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

# Words with the blanks after them: a change is shown by whole words.
_WORDS = re.compile(r"\S+\s*|\s+")
# Above this many words it is compared by line: comparing words takes the square of the time.
_MANY_WORDS = 4000


@dataclass(frozen=True, slots=True)
class _Run:
    """Some words that were there before, that are there now, or both."""

    kind: str
    before: str
    after: str


def inline_diff(before: str, after: str) -> SafeString:
    """Return one text in which what goes and what comes are marked, also in words."""
    return _shown(_runs(before, after))


def side_by_side(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Return the old text with what goes marked, and the new one with what comes marked."""
    runs = list(_runs(before, after))
    return _shown(_side(runs, old=True)), _shown(_side(runs, old=False))


def _side(runs: Iterable[_Run], *, old: bool) -> Iterator[_Run]:
    for run in runs:
        yield _Run(run.kind, run.before, "") if old else _Run(run.kind, "", run.after)


def _runs(before: str, after: str) -> Iterator[_Run]:
    old, new = _tokens(before), _tokens(after)
    if len(old) + len(new) > _MANY_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, [_bare(word) for word in old], [_bare(word) for word in new])
    for tag, start, end, first, last in matcher.get_opcodes():
        yield _Run(tag, "".join(old[start:end]), "".join(new[first:last]))


def _tokens(text: str) -> list[str]:
    return _WORDS.findall(text)


def _bare(word: str) -> str:
    """Return a word by which it is recognised: a blank more or less at its end is no change.

    A new line is: it begins a paragraph.
    """
    blanks = word[len(word.rstrip()) :]
    return word.rstrip() + ("\n" * blanks.count("\n") if "\n" in blanks else "")


def _shown(runs: Iterable[_Run]) -> SafeString:
    parts: list[SafeString] = []
    for run in runs:
        if run.kind == "equal":
            parts.append(_lines(run.after or run.before))
            continue
        if run.before:
            parts.append(_marked("del", _("taken out:"), run.before))
        if run.after:
            parts.append(_marked("ins", _("put in:"), run.after))
    return format_html_join("", "{}", ((part,) for part in parts))


def _marked(tag: str, said: str, text: str) -> SafeString:
    """Return marked words; a screen reader says what kind of mark, and where it ends."""
    return format_html(
        '<{tag}><span class="hidden">[{said} </span>{text}<span class="hidden">]</span></{tag}>',
        tag=mark_safe(tag),  # noqa: S308  # one of two words of ours
        said=said,
        text=_lines(text),
    )


def _lines(text: str) -> SafeString:
    """Return a text with its line breaks."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
