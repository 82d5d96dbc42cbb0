"""The way from a page to its history."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.page_tools import PageTool, tools


def _address(page: Page, _user: Any) -> str:
    return reverse("page_history", args=[page.translation_key]) if page.live else ""


tools.register("history", PageTool(label=_("History"), address=_address, order=40))
