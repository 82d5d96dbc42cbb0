"""One Dutch address of every kind of page; the English one is where its language switch leads."""

from typing import Any

DUTCH = {
    "home": "/nl/",
    "plain": "/nl/over-ons/",
    "worry": "/nl/zorgen-over-iemand/",
    "guidance-index": "/nl/wat-werkt/",
    "guidance": "/nl/wat-werkt/maatjes-koppelen/",
    "activity-index": "/nl/activiteiten/",
    "activity-index-filtered": "/nl/activiteiten/?neighbourhood=overvecht&threshold=free",
    "activity-sheet": "/nl/activiteiten/?neighbourhood=overvecht&sheet=1",
    "activity": "/nl/activiteiten/thuisgekookt/",
    "activity-untranslated": "/nl/activiteiten/handmassage/",
    "practice-index": "/nl/voorbeelden/",
    "practice": "/nl/voorbeelden/thuiskoks/",
    "lesson-index": "/nl/dit-leerden-we/",
    "lesson": "/nl/dit-leerden-we/e-thuiskok-wederkerigheid/",
    "theme-index": "/nl/onderwerpen/",
    "theme": "/nl/onderwerpen/samen-eten/",
    "source-index": "/nl/bronnen/",
    "source": "/nl/bronnen/tussenevaluatie-2020/",
    "search": "/nl/zoeken/?q=maatjes",
    "search-empty": "/nl/zoeken/?q=xyzzy",
    "event-index": "/nl/agenda/",
    "event-month": "/nl/agenda/?month=2027-09",
    "event": "/nl/agenda/netwerkbijeenkomst-21-januari-2027/",
    "event-campaign": "/nl/agenda/week-tegen-eenzaamheid-2027/",
    "event-past": "/nl/agenda/netwerkbijeenkomst-23-mei-2023/",
    "report-index": "/nl/verslagen/",
    "report": "/nl/verslagen/netwerkbijeenkomst-23-mei-2023/",
    "steering-group": "/nl/netwerk/stuurgroep/",
    "composition": "/nl/netwerk/samenstelling/",
    "login": "/nl/account/login/",
    "not-found": "/nl/bestaat-niet/",
}

# What somebody sees who signed in, by the first part of their address in the demo.
SIGNED_IN = {
    "lid": (
        "/nl/mijn/",
        "/nl/mijn/profiel/",
        "/nl/mijn/vraag/",
        "/nl/mijn/beloften/",
        "/nl/mijn/gegevens/",
        "/nl/mijn/gegevens/weggaan/",
        "/nl/mijn-berichten/",
        "/nl/netwerk/deelnemers/?q=koken",
        "/nl/netwerk/deelnemers/1/",
        "/nl/netwerk/organisaties/?q=bibliotheek",
        "/nl/account/",
        "/nl/account/email/",
        "/nl/account/password/change/",
        "/nl/activiteiten/thuisgekookt/",
    ),
    "organisator": (
        "/nl/mijn/",
        "/nl/agenda/nieuw/",
        "/nl/agenda/cijfers/",
        "/nl/beloften/",
    ),
    "coordinator": (
        "/nl/coordinatie/",
        "/nl/coordinatie/post/",
        "/nl/aanmeldingen/",
        "/nl/coordinatie/deelnemers-inlezen/",
        "/nl/coordinatie/organisaties-uitvoeren/",
    ),
    "beheerder": (
        "/nl/rollen/",
        "/nl/rollen/noodtoegang/",
        "/nl/account/2fa/totp/activate/",
    ),
}


def english(page: Any, dutch: str) -> str | None:
    """Return the English address of what is at `dutch`, or None where the page names none."""
    page.goto(dutch)
    link = page.query_selector('header a[hreflang="en"]')
    if link:
        return str(link.get_attribute("href"))
    # The sheet to print has no header; its list has one, and takes the same question.
    path, _mark, query = dutch.partition("?")
    return f"{english(page, path)}?{query}" if query else None
