"""Wiring of coalitions into Wagtail's admin."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from coalitions.models import CoalitionPage
from coalitions.viewsets import ActionPlansGroup

register_snippet(ActionPlansGroup)


@hooks.register("after_copy_page")
def let_copies_wait_for_a_lead(request: HttpRequest, _page: Page, new_page: Page) -> None:
    """A copy is another coalition, which nobody leads yet: it stays a draft, also below a list."""
    copies = CoalitionPage.objects.live().descendant_of(new_page, inclusive=True)
    leaderless = [copy for copy in copies if copy.lacks_lead]
    for copy in leaderless:
        copy.unpublish(user=request.user)
    if leaderless:
        messages.warning(request, _("The copy is a draft: choose a lead for it first."))
