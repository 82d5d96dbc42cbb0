"""The one way to ask the detector.

Every rule reads a text once with patterns whose repetitions are bounded, so that time grows with
the length of a text and not faster, whatever somebody types.
"""

import re

from cms.detector.addresses import names_with_address
from cms.detector.contact import emails, phones
from cms.detector.dates import birth_dates
from cms.detector.findings import Finding, Rule
from cms.detector.numbers import citizen_numbers

RULES: tuple[Rule, ...] = (emails, phones, citizen_numbers, birth_dates, names_with_address)

# Character by character, so that places in the text stay what they are.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        **dict.fromkeys("\u2018\u2019\u00b4`", "'"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
# Numbers of things, which look like a phone number or a citizen number: a bank account, a book,
# an order, what is part of a web address.
_THINGS = re.compile(
    r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){10}\b"
    r"|\b(?:ISBN|ISSN|DOI|KvK|RSIN|BTW|BIC|barcode|factuur|invoice|order|bestel|artikel|vergunning"
    r"|rekening|account|kenmerk|zaak|referentie|reference|grant|kamerstuk)"
    r"(?:[ -]?(?:nummer|number|nr))?\b\.?:? ?[A-Z]{0,2}\d[\d ./-]{0,30}"
    r"|(?:https?://|www\.)[^\s<>]{1,300}",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return `text`, as long as it was, with one form of dashes, spaces, quotes and digits."""
    return _THINGS.sub(lambda thing: "\n" * len(thing.group()), text.translate(_PLAIN))


def find(text: str) -> list[Finding]:
    """Return what looks like personal details in `text`, in the order of the text."""
    read = plain(text)
    found = {finding for rule in RULES for finding in rule(read)}
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.kind))
