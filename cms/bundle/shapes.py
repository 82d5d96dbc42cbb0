"""Whether a translation says the same things in the same order as its original.

Translators see a page as a list of sentences, each beside its original. So a translated text has as
many paragraphs, list items and blocks as the original, with the same links.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cms.bundle.codecs import PageDraft
from cms.bundle.names import Names
from cms.bundle.prose import PAGE_LINK, Block
from cms.bundle.reading import Bundle
from cms.bundle.streams import PlainBlock


def check_translation(draft: PageDraft, original: PageDraft, bundle: Bundle) -> None:
    """Note where the translation departs from the original's form."""
    mistakes = bundle.mistakes
    if {draft.file, original.file} & {mistake.file for mistake in mistakes.found}:
        return  # Half-read texts would only add to the noise.
    for name, value in draft.values.items():
        source = original.values[name]
        if not value or name in {"title", "slug"}:
            continue
        if not source:
            expected = _("nothing: %(file)s has no such text") % {"file": original.file}
            mistakes.add(draft.file, draft.line(name), name, name, expected)
            continue
        ours, theirs = shape(value), shape(source)
        if ours != theirs:
            step = _first_difference(ours, theirs)
            expected = _("part %(number)s as in %(file)s: %(part)s") % {
                "number": step + 1,
                "file": original.file,
                "part": _around(theirs, step, bundle.names),
            }
            found = _around(ours, step, bundle.names)
            mistakes.add(draft.file, draft.line(name), name, found, expected)


def _first_difference(ours: list[str], theirs: list[str]) -> int:
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(ours), len(theirs)))


def _around(parts: list[str], step: int, names: Names) -> str:
    """Show the parts from `step` on, pages and pictures by the names they have in files."""
    shown = ", ".join(parts[step : step + 3]) or _("the end")
    for (kind, stem), key in names.pages.items():
        shown = shown.replace(f"{PAGE_LINK}{key}", f"{kind}:{stem}")
    for file, digest in names.pictures.items():
        shown = shown.replace(digest, file)
    return shown


def shape(value: Any) -> list[str]:
    """Return what has to be the same in both languages, one word for each part."""
    if not isinstance(value, tuple):
        return [_("text")]
    return [part for one in value for part in _shape_of(one)]


def _shape_of(one: Block | PlainBlock) -> Iterator[str]:
    if isinstance(one, PlainBlock):
        if one.type != "text":
            yield one.type
        for name, inner in one.values.items():
            if isinstance(inner, tuple):
                yield from shape(inner)
            elif one.type == "picture" and name == "image":
                yield inner
            elif inner:
                yield name
    else:
        yield _block_shape(one)


def _block_shape(one: Block) -> str:
    names = {
        "p": _("paragraph"),
        "ul": _("point"),
        "ol": _("numbered point"),
        "h2": "##",
        "h3": "###",
    }
    words = [names[one.kind] + ("" if not one.depth else f" {one.depth + 1}")]
    words += [f"[{link}]" for link in sorted(set(_links(one)))]
    whole = one.runs[0] if len(one.runs) == 1 else None
    if whole and (whole.bold or whole.italic) and not whole.link:
        words.append(_("in bold or italic as a whole"))
    return " ".join(words)


def _links(one: Block) -> list[str]:
    return [link for link, _runs in groupby(run.link for run in one.runs) if link]
