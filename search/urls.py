"""The search page's address, in the language of the page: /nl/zoeken/ and /en/search/."""

from django.urls import path
from django.utils.functional import lazy
from django.utils.translation import get_language

from search.views import search_page

ROUTES = {"nl": "zoeken/", "en": "search/"}


def _route() -> str:
    return ROUTES.get(get_language() or "", ROUTES["en"])


# Not a text in the catalogues: an address may not change because a catalogue was not compiled.
urlpatterns = [path(lazy(_route, str)(), search_page, name="search")]
