"""What trials put on the page that they are of."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.page_tools import PageTool, tools
from cms.panels import PagePanel, page_panels
from knowledge.models import Guidance, Practice
from knowledge.trials.reads import trials_of

_TRIED = (Practice, Guidance)


def trials(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what `trials_of` reads, and the `address` to tell more for who may."""
    shown = trials_of(page, request.user)
    address = address_of(page, request.user)
    return {**shown, "address": address} if shown["total"] or address else {}


def address_of(page: Page, user: Any) -> str:
    """Return where somebody tells that they tried this too; empty where they cannot."""
    if not isinstance(page, _TRIED) or not page.live or not user.has_perm("knowledge.tell_trial"):
        return ""
    return reverse("trial_new", args=[page.translation_key])


for _name in ("practice", "guidance"):
    page_panels.register(
        f"knowledge.trials.{_name}",
        PagePanel(f"knowledge.{_name}", "knowledge/trials/panel.html", trials, order=5),
    )
tools.register("trials", PageTool(_("We tried it too"), address_of, order=30))
