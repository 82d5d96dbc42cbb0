"""What adding puts elsewhere: drafts on one's own page, a photo on the page it is of."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.page_tools import PageTool, tools
from cms.panels import HomePanel, PagePanel, own_panels, page_panels
from knowledge.contributing.kinds import KINDS
from knowledge.contributing.photos import photo_of
from knowledge.contributing.reads import drafts_of
from knowledge.models import Activity

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


def lesson_about(page: Page, user: Any) -> str:
    """Return where somebody adds what they learned at this activity; empty where they cannot."""
    if not isinstance(page, Activity) or not page.live or not user.has_perm("knowledge.contribute"):
        return ""
    return f"{reverse('lesson_new')}?activity={page.pk}"


tools.register("lesson", PageTool(_("Add a lesson"), lesson_about, order=30))
own_panels.register(
    "knowledge.contributing",
    HomePanel("knowledge/contributing/panel.html", my_contributions, order=30),
)
for _name in KINDS:
    page_panels.register(
        f"knowledge.photo.{_name}",
        PagePanel(f"knowledge.{_name}", "knowledge/contributing/photo.html", photo, order=1),
    )
