"""A person's name with an address.

An address alone is a venue's as often as a home's, and so is a name; the two together, with
nothing around them that says "organisation", are somebody's. So every address is found first, and
the few words around it are read for a person.
"""

import re
from collections.abc import Iterator

from cms.detector.findings import Finding, Kind
from cms.detector.names import FIRST_NAMES

_SUFFIX = (
    r"(?:straat|str\.|laan|weg|plein|gracht|kade|dreef|singel|hof|hofje|markt|park|pad|steeg|dijk"
    r"|plantsoen|baan|poort|wal|haven|erf|veld|brink|burg|kanaal|sluis|oord|kamp|ring)"
)
_HOUSE = r"(?:(?:op )?(?:nummer|nr\.?|no\.?) )?\d{1,4}(?!\d|[.:,]\d|%)"
# The last word of a street's name will do, but for "Laan van Nieuw-Guinea".
_STREET = (
    rf"(?:(?<![\w'-])[\w'-]{{2,40}}{_SUFFIX}(?![\w-])|\b(?:Laan|Plein|Weg|Hof) van [\w'-]{{2,30}})"
)
_POSTCODE = r"(?<![\w€.,-])[1-9]\d{3} ?(?-i:[A-Z]{2})(?!\w)"
_ADDRESS = re.compile(
    rf"{_STREET},? {_HOUSE}|\b\d{{1,4}} {_STREET}|{_POSTCODE}"
    r"|\bpostcode [1-9]\d{3} ?[a-z]{2}\b",
    re.IGNORECASE,
)

# A capital, also with a mark on it.
_CAPITAL = "A-ZÀ-ÖØ-ÞČĆĞİŁŃŚŞŠŹŻŽ"
_PARTICLE = r"(?:van|von|de|den|der|het|ter|ten|te|el|al|la|le|da|dos|bin|ben|'t|in)"
_WORD = rf"(?-i:[{_CAPITAL}]['\w-]{{1,30}}|'[a-z] ?[{_CAPITAL}][\w-]{{1,30}})"
_INITIALS = rf"(?-i:(?:[{_CAPITAL}]\. ?){{1,4}})"
_FULL = rf"{_INITIALS}?(?:{_PARTICLE} ){{0,3}}{_WORD}(?:[ -](?:{_PARTICLE} ){{0,3}}{_WORD}){{0,2}}"
_TITLE = (
    r"\b(?:mevrouw|mevr\.?|mw\.?|mejuffrouw|mej\.?|meneer|mijnheer|de heer|dhr\.?|hr\.|mr\.?"
    r"|mrs\.?|ms\.?|miss|weduwe|weduwnaar|buurvrouw|buurman|buurmeisje|buurjongen|tante|oom|oma"
    r"|opa|moeder|vader|nicht|neef|zus|broer|neighbour|aunt|uncle|grandma|grandpa"
    r"|naam ?:?|name ?:?|heet|called|genaamd)"
)
_TITLED = re.compile(rf"{_TITLE} {_FULL}", re.IGNORECASE)
# Typed without capitals: then the street must follow at once.
_LOWERED = re.compile(
    rf"{_TITLE} (?:{_INITIALS}|(?:{_PARTICLE} ){{1,3}})?[a-z'-]{{2,30}},? (?=(?:\w{{1,12}} )?$)",
    re.IGNORECASE,
)
_WITH_INITIALS = re.compile(rf"(?<![\w.]){_INITIALS}(?:{_PARTICLE} ){{0,3}}{_WORD}")
_TWO_WORDS = re.compile(
    rf"(?<![\w'-])(?P<first>[{_CAPITAL}][\w'-]{{1,20}}) (?:{_PARTICLE} ){{0,3}}(?P<last>{_WORD})"
)
_ONE_WORD = re.compile(r"(?<![\w'-])(?P<first>[A-Z][a-z-]{1,20})(?= ?[,(-]| (?:woont|lives)\b)")

_LIVES = r"(?:woont|wonend|wonende|woonachtig|lives|living|resides|logeert)"
_RESIDENT = re.compile(rf"(?<![\w'-]){_FULL}(?= {_LIVES}\b)")
_JOIN = re.compile(
    rf"(?: ?\([^()]{{0,40}}\))?(?:[ ,(;:-]{{1,4}}"
    rf"(?:{_LIVES}|adres|address|op|aan|in|te|at|on|the|van|de|het|postcode)?){{0,6}}"
    rf"[ ,(;:-]{{0,3}}(?:(?:{_PARTICLE}|{_WORD}) ){{0,4}}",
    re.IGNORECASE,
)
_SEPARATED = re.compile(rf"[,(;:-]|\b(?:{_LIVES}|adres|address|op|aan|at|van de)\b", re.IGNORECASE)

# What stands at an address and is no person.
_ORGANISATION = re.compile(
    r"\b(?:\w{0,20}(?:huis|centrum|school|kerk|winkel|kantoor|praktijk|bureau|team|theek|museum"
    r"|theater|gebouw|hal|zaal|zorg|corporatie|bedrijf|bakkerij|slagerij|makelaar|punt|tuin|club"
    r"|café|cafe|restaurant|hotel|loket|locatie|balie)|stichting|vereniging|coalitie|firma|kapper"
    r"|bloemist|tandarts|huisarts|dokter|apotheek|moskee|gemeente|balie|podium|sint|galerie"
    r"|zn|zoon|zonen|bv|nv|vof|huize|hotel|centre|center|library|church|mosque|office|foundation"
    r"|association|shop|albert heijn|rotary|leger des heils|station|halte|bus|tram|lijn|foto)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?] {1,2}(?=[A-Z])(?<!\b[A-Z]\. )|\n")
_BEFORE, _GAP, _AFTER = 100, 45, 60
_LIVES_THERE = re.compile(
    rf",? ?(?:{_HOUSE})?[\w -]{{0,8}}? (?:woont|wonen|lives|zit|leeft|is)\b"
    rf"[^.!?\n]{{0,25}}?(?:{_TITLED.pattern}|{_WITH_INITIALS.pattern})",
    re.IGNORECASE,
)
# Some streets do not say that they are one: right behind a name, a word and a number will do.
_OTHER_STREET = re.compile(
    rf"(?: ?\([^()]{{0,40}}\))?(?: ?[,(-] ?| {_LIVES} (?:op|aan|in|at|on) (?:de |het |the )?)"
    rf"(?P<street>(?-i:[{_CAPITAL}])['\w-]{{2,30}}(?: ['\w-]{{2,20}})?)"
    rf" (?!(?:19|20)\d\d\b){_HOUSE}",
    re.IGNORECASE,
)
_NO_STREET = re.compile(
    r"(?:zaal|kamer|tafel|groep|blok|lijn|bus|wijk|hoofdstuk|stap|pagina|bladzijde|leeftijd"
    r"|geboren|geb|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|januari|februari"
    r"|maart|april|mei|juni|juli|augustus|september|oktober|november|december|room|table|page"
    r"|step|chapter|tel|telefoon|bsn)\b",
    re.IGNORECASE,
)


def _is_street(word: str) -> bool:
    return re.search(rf"{_SUFFIX}$", word, re.IGNORECASE) is not None


def _persons(window: str) -> Iterator[tuple[int, int, bool]]:
    """Give start and end of each person in `window`, and whether a form of address says so."""
    for match in _TITLED.finditer(window):
        yield *match.span(), True
    for match in _LOWERED.finditer(window):
        yield match.start(), len(window), True
    for pattern in (_WITH_INITIALS, _RESIDENT):
        for match in pattern.finditer(window):
            yield *match.span(), False
    for match in _TWO_WORDS.finditer(window):
        if match["first"].lower() in FIRST_NAMES and not _is_street(match["last"]):
            yield *match.span(), False
    for match in _ONE_WORD.finditer(window):
        if match["first"].lower() in FIRST_NAMES:
            yield *match.span(), False


def _belong_together(window: str, start: int, end: int, titled: bool) -> bool:
    """Whether the address that follows `window` is that of the person at `start` to `end`."""
    gap = window[end:]
    if len(gap) > _GAP or _SENTENCE_END.search(gap) or _ORGANISATION.search(gap):
        return False
    if titled:
        return True
    sentence = _SENTENCE_END.split(window[:start])[-1]
    return (
        _SEPARATED.search(gap) is not None
        and _JOIN.fullmatch(gap) is not None
        and not _ORGANISATION.search(sentence[-30:] + window[start:end])
    )


def names_with_address(text: str) -> Iterator[Finding]:
    """Find a person's name and an address that belong together."""
    for address in _ADDRESS.finditer(text):
        begin = max(0, address.start() - _BEFORE)
        window = text[begin : address.start()]
        for start, end, titled in _persons(window):
            if _belong_together(window, start, end, titled):
                yield Finding(Kind.NAME_AND_ADDRESS, begin + start, address.end())
        after = _LIVES_THERE.match(text[address.end() : address.end() + _AFTER])
        if after:
            yield Finding(Kind.NAME_AND_ADDRESS, address.start(), address.end() + after.end())
    for start, end in _named(text):
        street = _OTHER_STREET.match(text, end)
        if street and not _NO_STREET.match(street["street"]):
            yield Finding(Kind.NAME_AND_ADDRESS, start, street.end())


def _named(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLED.finditer(text):
        yield match.span()
    for match in _TWO_WORDS.finditer(text):
        if match["first"].lower() in FIRST_NAMES:
            yield match.span()
