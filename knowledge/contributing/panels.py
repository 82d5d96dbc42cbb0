"""What adding puts elsewhere: drafts on one's own page, a photo on the page it is of."""

from typing import Any

from django.http import HttpRequest

from cms.panels import HomePanel, PagePanel, own_panels, page_panels
from knowledge.contributing.kinds import KINDS
from knowledge.contributing.photos import photo_of
from knowledge.contributing.reads import drafts_of

SHOWN = 5


def my_contributions(request: HttpRequest, _language: str) -> dict[str, Any]:
    """Return somebody's last `drafts`, and the `kinds` that they can add."""
    if not request.user.has_perm("knowledge.contribute"):
        return {}
    return {"drafts": drafts_of(request.user)[:SHOWN], "kinds": list(KINDS.values())}


def photo(page: Any, _request: HttpRequest) -> dict[str, Any]:
    """Return the `photo` of a page, if it has one."""
    found = photo_of(page)
    return {"photo": found} if found else {}


own_panels.register(
    "knowledge.contributing",
    HomePanel("knowledge/contributing/panel.html", my_contributions, order=30),
)
for _name in KINDS:
    page_panels.register(
        f"knowledge.photo.{_name}",
        PagePanel(f"knowledge.{_name}", "knowledge/contributing/photo.html", photo, order=1),
    )
