"""Finding what somebody is known by in any text, and putting something else in its place.

A name is written with spaces, in a file name with underscores, in an address with hyphens; a phone
number in ten ways. In stored JSON it may be escaped, once or twice: that is read, not searched.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from cms.privacy.providers import Kind, Trace

# A row in which one of these is looked for is read; shorter runs would read almost every row.
_SHORTEST_RUN = 3
_SHORTEST_NUMBER = 7
_GAP = r"(?:[\s._+\-\u00a0]|&nbsp;|%20)+"
_DIGIT_GAP = r"(?:[\s.\-()/\u00a0]|&nbsp;){0,3}"
# The same for the database, where it may stand escaped in JSON.
_COARSE_GAP = r"(?:[^0-9]|\\u00a0){0,6}"


@dataclass(frozen=True)
class Word:
    """One trace, ready to be looked for; `token` makes what replaces it in an address unique."""

    kind: Kind
    word: str
    put: Mapping[str, str]
    token: str

    @classmethod
    def of(cls, trace: Trace, token: str) -> "Word":
        """Make a word to look for of a trace."""
        return cls(trace.kind, trace.word, dict(trace.put), token)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches every way of writing it, as a whole word."""
        inside = {"name": _name, "email": _address, "phone": _number}[self.kind](self.word)
        return re.compile(inside, re.IGNORECASE)

    @cached_property
    def coarse(self) -> str:
        """A pattern that both databases know and that misses nothing; it may find too much."""
        digits = _national(self.word)
        if self.kind == "phone" and len(digits) >= _SHORTEST_NUMBER:
            return _COARSE_GAP.join(digits)
        runs = re.findall(r"[A-Za-z0-9]+", self.word)
        longest = max(runs, key=len, default="")
        return longest if len(longest) >= _SHORTEST_RUN else ""

    def instead(self, found: str, language: str) -> str:
        """Return what takes the place of `found`."""
        if self.kind == "name" and not re.search(r"[\s\u00a0]|&nbsp;|%20|\+", found):
            return f"{slugify(self.put.get(language) or self.neutral)[:20].strip('-')}-{self.token}"
        return self.put.get(language) or self.neutral

    @property
    def neutral(self) -> str:
        """What is put where the language is not known."""
        return self.put[settings.LANGUAGE_CODE]


def _name(word: str) -> str:
    parts = word.split()
    orders = [_GAP.join(_either(part) for part in parts)]
    # As in a list: "Jansen, Piet".
    orders += [
        _GAP.join(map(_either, parts[cut:])) + r"\s*,\s*" + _GAP.join(map(_either, parts[:cut]))
        for cut in range(1, len(parts))
    ]
    return rf"(?<![^\W_])(?:{'|'.join(orders)})(?![^\W_])"


def _either(part: str) -> str:
    """Match a word as it is written, as HTML escapes it, and as an address shows it."""
    quotes = "(?:'|\N{RIGHT SINGLE QUOTATION MARK}|&#x27;|&#39;|)"
    written = re.escape(part).replace("'", quotes)
    folded = slugify(part)
    return written if folded in ("", part.lower()) else f"(?:{written}|{re.escape(folded)})"


def _address(word: str) -> str:
    escaped = re.escape(word).replace("@", "(?:@|%40|&#64;)")
    return rf"(?<![\w.%+\-]){escaped}(?![\w\-]|\.\w)"


def _number(word: str) -> str:
    digits = _national(word)
    if len(digits) < _SHORTEST_NUMBER:
        return rf"(?<!\w){re.escape(word)}(?!\w)"
    zero = rf"(?:(?:\+|00){_DIGIT_GAP}31{_DIGIT_GAP}0?|0){_DIGIT_GAP}"
    abroad = rf"(?:\+|00)?{_DIGIT_GAP}"
    start = zero if _is_dutch(word) else abroad
    return rf"(?<![\d+]){start}{_DIGIT_GAP.join(digits)}(?!\d)"


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word.replace("(0)", ""))


def _is_dutch(word: str) -> bool:
    digits = _digits(word)
    return word.strip().startswith("+31") or digits.startswith("0031") or digits[:1] == "0"


def _national(word: str) -> str:
    """Return the digits after the 0 or +31 of a Dutch number; all of them of another one."""
    digits = _digits(word)
    if not _is_dutch(word):
        return digits.removeprefix("00")
    return re.sub(r"^(0031|31|0)0?", "", digits)


def same_number(one: str, other: str) -> bool:
    """Whether two ways of writing are one phone number."""
    return bool(_national(one)) and _national(one) == _national(other)


def rewritten(value: Any, words: Sequence[Word], language: str) -> Any:
    """Return `value` without these words: a text, or whatever JSON can hold.

    Text that is itself JSON is read first, so that it stays JSON.
    """
    if isinstance(value, str):
        return _rewritten_text(value, words, language)
    if isinstance(value, list):
        return [rewritten(each, words, language) for each in value]
    if isinstance(value, dict):
        return {
            _rewritten_text(key, words, language): rewritten(each, words, language)
            for key, each in value.items()
        }
    return value


def _rewritten_text(text: str, words: Sequence[Word], language: str) -> str:
    if text[:1] in ("[", "{"):
        try:
            inside = json.loads(text)
        except ValueError:
            pass
        else:
            clean = rewritten(inside, words, language)
            return text if clean == inside else json.dumps(clean)
    for word in words:
        text = word.pattern.sub(partial(_instead, word, language), text)
    return text


def _instead(word: Word, language: str, found: re.Match[str]) -> str:
    return word.instead(found[0], language)
