"""Dates of birth: a whole date with something beside it that says whose."""

import re
from collections.abc import Iterator

from cms.detector.findings import Finding, Kind

_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:r(?:uari|uary)?)?|maart|mrt|mar(?:ch)?|apr(?:il)?|mei|may"
    r"|jun[ie]?|jul[iy]?|aug(?:ustus|ust)?|sep(?:t(?:ember)?)?|o[kc]t(?:ober)?|nov(?:ember)?"
    r"|de[cz](?:ember)?)\.?"
)
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = (
    rf"(?<![\d.,/-])(?:{_DAY} ?[-./ ] ?(?:0?[1-9]|1[0-2]) ?[-./ ] ?{_YEAR}"
    rf"|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|{_DAY}(?:e|de|ste|st|nd|rd|th)? (?:of )?{_MONTH} {_YEAR}"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR})"
)
_BORN = (
    r"(?:\b(?:geboren|geboortedatum|geb(?:oorte)?[ .-]{0,2}dat(?:um)?|gebdat|geb|born|d\.?o\.?b"
    r"|date of birth|birth ?date|birthday|verjaardag|verjaart|jarig)\b|[°*])"
)
_THEN = r"[ .:=]{0,4}(?:(?:te|in) [\w' -]{2,30}?)?[ ,(]{0,3}(?:(?:is|was|op|on|de|den|the) ){0,3}"
_TITLE = r"\b(?:mevrouw|mevr|mw|mejuffrouw|meneer|mijnheer|heer|dhr|mr|mrs|ms|miss)\b\.?"
_WITH_CONTEXT = re.compile(
    "|".join(
        (
            # geboren op 12 maart 1948; geb.: 12-3-48; geboren te Utrecht, 12 maart 1948
            rf"{_BORN}{_THEN}{DATE}",
            # werd op 12 maart 1948 geboren
            rf"{DATE} (?:[\w']{{1,20}} ){{0,4}}(?:geboren|born)\b",
            # hij is van 12 maart 1948
            rf"\b(?:hij|zij|ze|he|she) (?:is|was) (?:van|from) {DATE}",
            # mevrouw De Vries (12-03-1948)
            rf"{_TITLE}(?: [\w'.-]{{1,25}}){{0,4}}(?:, ?| ?\( ?){DATE}",
            # leeftijd: 76 (12 maart 1948)
            rf"\b(?:leeftijd|age)\b[ :]{{1,3}}\d{{1,3}}[ ,(]{{1,3}}{DATE}",
        )
    ),
    re.IGNORECASE,
)
# Ideas, plans and houses are born and have birthdays too.
_THING = re.compile(
    r"\b(?:idee|plan|project|initiatief|netwerk|coalitie|vereniging|stichting|club|koor|groep"
    r"|beweging|buurthuis|huis|wijkcentrum|organisatie|campagne|app|buurt|wijk|stad|idea"
    r"|initiative|network|association|foundation|centre|center|movement|campaign)\b",
    re.IGNORECASE,
)
_BEFORE = 45


def birth_dates(text: str) -> Iterator[Finding]:
    """Find a whole date where the words around it make it somebody's date of birth."""
    for match in _WITH_CONTEXT.finditer(text):
        sentence = re.split(r"[.!?\n]", text[max(0, match.start() - _BEFORE) : match.start()])[-1]
        if not _THING.search(sentence + " " + match.group()):
            yield Finding(Kind.BIRTH_DATE, *match.span())
