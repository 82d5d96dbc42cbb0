"""What was taken from the site because consent was withdrawn does not come back by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from cms.builtin.privacy_check.rules import consent_is_withdrawn


def _refusal(request: HttpRequest, page: Page) -> HttpResponse:
    messages.error(
        request,
        _(
            "“%(title)s” was not published: somebody no longer agrees to be on it. Take out what"
            " is about them and send it to the reviewers, or write down a new consent there."
        )
        % {"title": page.title},
    )
    answer: HttpResponse = redirect("wagtailadmin_pages:edit", page.pk)
    return answer


@hooks.register("before_publish_page")
def refuse_without_consent(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep it from being published in the editor."""
    return _refusal(request, page) if consent_is_withdrawn(page) else None


@hooks.register("before_bulk_action")
def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """Keep it from being published from a list."""
    if request.method != "POST" or action.models != [Page] or action_type != "publish":
        return None
    below = request.POST.get("include_descendants")
    pages = (
        each
        for page in objects
        for each in (page.get_descendants(inclusive=True) if below else [page])
    )
    return next((_refusal(request, page) for page in pages if consent_is_withdrawn(page)), None)
