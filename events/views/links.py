"""What the links in mails open. A GET shows, a POST changes: scanners of mail open every link."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.enums import LinkPurpose
from events.exceptions import EventError
from events.models import Registration
from events.reads.registrations import position_of
from events.services.links import registration_of
from events.services.promoting import cancel, take_offer
from events.services.registering import confirm

FORMS = ["GET", "HEAD", "POST"]


# Open to whoever has the link, which is the key.
@never_cache
@require_http_methods(FORMS)
def registration_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Count a registration once its address is confirmed."""
    return _answer(request, token, LinkPurpose.CONFIRM, confirm)


# Open likewise.
@never_cache
@require_http_methods(FORMS)
def registration_manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show how a registration stands, and cancel it."""
    return _answer(request, token, LinkPurpose.MANAGE, cancel)


# Open likewise.
@never_cache
@require_http_methods(FORMS)
def registration_offer(request: HttpRequest, token: str) -> HttpResponse:
    """Take a place that was offered."""
    return _answer(request, token, LinkPurpose.OFFER, take_offer)


def _answer(
    request: HttpRequest,
    token: str,
    purpose: LinkPurpose,
    do: Callable[[Registration], Registration],
) -> HttpResponse:
    found = registration_of(token, purpose)
    error, done = "", False
    if found is not None and request.method == "POST":
        try:
            found, done = do(found), True
        except EventError as refused:
            error = str(refused)
    context: dict[str, Any] = {
        "registration": found,
        "purpose": purpose,
        "error": error,
        "done": done,
        "position": position_of(found) if found else 0,
    }
    name = "events/registrations/link.html" if found else "events/registrations/unknown.html"
    answer = render(request, name, context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex"
    return answer
