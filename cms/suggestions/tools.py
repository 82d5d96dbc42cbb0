"""The way from a page to improving it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.page_tools import PageTool, tools
from cms.suggestions.making_reads import is_open


def address(page: Page, _user: Any) -> str:
    """Return where this page is improved; nothing where it cannot be."""
    if not page.live or not is_open(page):
        return ""
    return reverse("suggest", args=[page.translation_key])


tools.register("improve", PageTool(label=_("Improve this page"), address=address, order=10))
