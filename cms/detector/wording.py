"""A friendly hint where a text speaks of people as if being lonely were all that they are.

Never a refusal: what was written is kept, and the hint comes with the next page.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

_GROUP = re.compile(
    r"\b(?:(?:de|onze|alle|vele?|andere|deze|die)\s+eenzamen"
    r"|eenzame\s+(?:mensen|ouderen|jongeren|inwoners|bewoners|buren|medemens(?:en)?|personen)"
    r"|the\s+lonely(?!\s+(?:planet|hearts|ones?))"
    r"|lonely\s+(?:people|persons|residents|neighbours|youngsters|elderly))\b",
    re.IGNORECASE,
)
LONGEST = 60

# What was found while this request is answered; None outside one.
_found: ContextVar[list[str] | None] = ContextVar("group_words", default=None)


def group_words(text: str) -> list[str]:
    """Return where a text makes a group of people out of being lonely, each once, in order."""
    found = (" ".join(match.group().split())[:LONGEST] for match in _GROUP.finditer(text))
    return list({words.lower(): words for words in found}.values())


def note_words(text: str, known: str = "") -> None:
    """Keep for the end of this request what a text says, as far as `known` did not."""
    kept = _found.get()
    if kept is not None:
        before = {words.lower() for words in group_words(known)}
        kept.extend(words for words in group_words(text) if words.lower() not in before)


class WordingMiddleware:
    """Gives the hint once something was saved: with the page to which that leads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _found.set([])
        try:
            response = self.get_response(request)
            words = _found.get()
        finally:
            _found.reset(token)
        if words and response.status_code == 302:
            _hint(request, words)
        return response


def _hint(request: Any, words: list[str]) -> None:
    said = _(
        "You wrote “%(words)s”. Nobody is only lonely: would “people who feel lonely” say it too?"
        " Your text is kept; change it if you like."
    )
    messages.info(request, said % {"words": words[0]})
