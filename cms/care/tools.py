"""The way from a page to who looks after it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.page_tools import PageTool, tools


def _address(page: Page, user: Any) -> str:
    if not page.live or not user.has_perm("cms.see_page_care"):
        return ""
    return reverse("page_care", args=[page.translation_key])


tools.register("care", PageTool(label=_("Is it still correct?"), address=_address, order=50))
