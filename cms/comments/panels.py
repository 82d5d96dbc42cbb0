"""The link to a page's comments, for whoever may read them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.comments.reads import number_of, takes_comments
from cms.page_tools import PageTool, tools


def _address(page: Page, user: Any) -> str:
    if not user.is_authenticated or not takes_comments(page) or not user.has_perm("cms.comment"):
        return ""
    return reverse("page_comments", args=[page.translation_key])


tools.register(
    "comments",
    PageTool(label=_("Comments of members"), address=_address, order=30, count=number_of),
)
