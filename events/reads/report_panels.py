"""What was said at gatherings, on the pages of what it was about and what came of it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from cms.panels import PagePanel, page_panels
from events.models import Finding
from events.reads.promises import with_places

TEMPLATE = "events/panels/said.html"
SHOWN = 12


def about_activity(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what was said about an activity."""
    return _said(request, activities__translation_key=page.translation_key)


def about_coalition(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what was said about a coalition."""
    return _said(request, coalition__translation_key=page.translation_key)


def about_organisation(organisation: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what was said about an organisation, or promised by it."""
    about = _said(request, organisations=organisation)
    return about or _said(request, owner_organisation=organisation)


def became_lesson(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return where a lesson was said first."""
    return _said(request, lesson__translation_key=page.translation_key)


def became_question(call: Any, request: HttpRequest) -> dict[str, Any]:
    """Return where a question was asked first."""
    return _said(request, call=call)


def _said(request: HttpRequest, **about: Any) -> dict[str, Any]:
    """Return `findings` of reports that everybody may read, the latest gathering first."""
    user = getattr(request, "user", None) or AnonymousUser()
    found = Finding.objects.for_everybody().filter(**about).distinct()
    latest = found.order_by("-event__starts_at", "position", "pk")[:SHOWN]
    rows = [row for row in with_places(latest, user) if row["report"]]
    return {"findings": rows} if rows else {}


for name, page_type, context in (
    ("activity", "knowledge.activity", about_activity),
    ("coalition", "coalitions.coalitionpage", about_coalition),
    ("organisation", "network.organisation", about_organisation),
    ("lesson", "knowledge.lesson", became_lesson),
    ("question", "coalitions.call", became_question),
):
    page_panels.register(f"events.said.{name}", PagePanel(page_type, TEMPLATE, context, 30))
