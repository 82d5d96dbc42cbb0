"""Cut text in words and numbers, with their offsets in the text as typed."""

import re
from typing import NamedTuple

# Characters that a word processor leaves inside words: soft hyphens, joiners, combining marks.
_INSIDE = r"\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_INSIDE}])*"
_APOSTROPHE = "['’‘`´]"
_TOKEN = re.compile(
    rf"""
      \d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d)                         # 2024-03-12
    | \d{{1,2}}[-/]\d{{1,2}}[-/]\d{{4}}(?!\d)                   # 12-03-2024
    | \d{{1,3}}(?:[.,]\d{{3}})+(?![\d])                         # 4.179
    | \d+[.,:]\d+(?![\d])                                       # 8,3  14:30
    | (?:[^\W\d_]\.){{2,12}}(?:[^\W\d_](?!\w))?                 # g.g.z.
    | [lL](?:[hH][bB]|[gG][bB])[tT]\w{{0,6}}\+?                 # lhbti+
    | \d+(?:{_LETTERS})?                                        # 75  3e  75jarigen
    | [^\W\d_][{_INSIDE}]*-(?=[^\W\d_]{{3}}){_LETTERS}          # e-mail, t-shirt
    | {_LETTERS}(?:{_APOSTROPHE}{_LETTERS})*\d{{0,4}}           # foto's, co2
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word as typed; `start` and `end` are character offsets in the source text."""

    text: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the words and numbers of `text` in order.

    Hyphenated words come apart (`welzijn-op-recept` is three tokens), except after a single
    letter (`e-mail`); abbreviations with full stops and numbers with separators stay whole.
    """
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
