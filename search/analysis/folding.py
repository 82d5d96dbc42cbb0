"""Make typed variants of the same characters equal before anything looks at words."""

import unicodedata

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
    }
    | dict.fromkeys("‘’‚‛′´`ʼ＇", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
)
_KEPT_CONTROLS = {"\t": " ", "\n": " ", "\r": " "}
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Mc", "Me"})


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics, ligatures, controls or curly quotes.

    Tabs and line ends become spaces, so words do not melt together; other control and format
    characters (NUL, soft hyphen, zero-width space) vanish. The length may change: take offsets
    from the source text, never from the folded one.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS)).lower()
    kept = "".join(
        _KEPT_CONTROLS.get(char, "" if unicodedata.category(char) in _DROPPED else char)
        for char in decomposed
    )
    return kept.translate(_LETTERS)
