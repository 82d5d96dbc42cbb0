"""The piece of a text that shows why it was found, safe to put in a page."""

from html import escape

from django.utils.safestring import SafeString, mark_safe

from search.texts import Marked

WIDTH = 200
_RUN_UP = 60
_SENTENCE_ENDS = (". ", "! ", "? ", "\n")


def snippet(marked: Marked, forms: frozenset[str]) -> SafeString:
    """Return the passage with most of `forms`, each word that holds one in `<mark>`.

    A compound is marked whole when a part of it was asked for. Without any of `forms` the answer
    is the beginning of the text, unmarked.
    """
    spans = _found(marked, forms)
    start = _start(marked.text, _best(spans)) if spans else 0
    end = _end(marked.text, start + WIDTH)
    pieces, at = [], start
    for left, right in spans:
        if left >= at and right <= end:
            pieces += [
                escape(marked.text[at:left]),
                f"<mark>{escape(marked.text[left:right])}</mark>",
            ]
            at = right
    pieces.append(escape(marked.text[at:end]))
    before = "… " if start else ""
    after = " …" if end < len(marked.text) else ""
    return mark_safe(f"{before}{''.join(pieces).strip()}{after}")  # noqa: S308  (escaped above)


def has_match(marked: Marked, forms: frozenset[str]) -> bool:
    """Whether a snippet of this text would mark anything."""
    return bool(_found(marked, forms))


def _found(marked: Marked, forms: frozenset[str]) -> list[tuple[int, int]]:
    words = marked.words.split(" ")
    places = [
        place
        for place, word in enumerate(words)
        if word in forms or ("/" in word and not forms.isdisjoint(word.split("/")))
    ]
    if not places:
        return []
    spans = marked.spans()
    return [(spans[2 * place], spans[2 * place + 1]) for place in places]


def _best(spans: list[tuple[int, int]]) -> int:
    """Return where the window that holds most found words begins; the first of equals."""
    best, most, last = spans[0][0], 0, 0
    for first, (start, _) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last][1] <= start + WIDTH - _RUN_UP:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best


def _start(text: str, found: int) -> int:
    """Return the beginning of the sentence if that is near, of a word otherwise."""
    earliest = max(0, found - _RUN_UP)
    if earliest == 0:
        return 0
    ends = [text.rfind(mark, earliest, found) + len(mark) for mark in _SENTENCE_ENDS]
    sentence = max((end for end in ends if end > earliest), default=0)
    return sentence or text.find(" ", earliest, found) + 1 or found


def _end(text: str, latest: int) -> int:
    if latest >= len(text):
        return len(text)
    space = text.rfind(" ", latest - 30, latest)
    return space if space > 0 else latest
