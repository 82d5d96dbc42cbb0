"""The way to one's own facts from the page of an activity."""

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from cms.page_tools import PageTool, tools
from knowledge.models import Activity
from knowledge.own_facts.forms import OWN_FACTS_LABEL


def _address(page: Page, user: Any) -> str:
    activity = page.specific if page.specific_class is Activity else None
    if activity is None or not user.is_authenticated:
        return ""
    if not user.has_perm("knowledge.change_own_facts", activity):
        return ""
    return reverse("activity_facts", args=[page.translation_key])


tools.register("own facts", PageTool(label=OWN_FACTS_LABEL, address=_address, order=15))
