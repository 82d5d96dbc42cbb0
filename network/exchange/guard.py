"""Keeps a spreadsheet from running as a formula what somebody wrote as a text.

Source: OWASP, CSV Injection. An apostrophe goes in front, in Excel files as well: they are saved
as CSV sooner or later. A text that looks guarded by itself gets one more, so that reading gives
back exactly what was written.
"""

import re

# The wide signs are read as formulas by spreadsheets in East Asian languages.
SIGNS = "[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
DANGEROUS = re.compile(f"'*{SIGNS}")
GUARDED = re.compile(f"'+{SIGNS}")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet calculates with it."""
    return f"'{text}" if DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Return what `guarded` was given."""
    return text[1:] if GUARDED.match(text) else text
