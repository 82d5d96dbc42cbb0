"""Where pages are approved, what cannot be done is said instead of answered by an error page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from coalitions.exceptions import CoalitionError

# Steps of a workflow that are taken on the site.
_STEPS = frozenset({"review_step", "suggestion_review"})
GetResponse = Callable[[HttpRequest], HttpResponse]


class CoalitionErrorMiddleware:
    """Show the message of a `CoalitionError` where somebody came from.

    Wagtail publishes at the end of a workflow and from its lists too, where no form of ours can
    say why a coalition cannot be published. Nothing was changed then.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        in_admin = request.path_info.startswith("/admin/")
        on_site = getattr(request.resolver_match, "url_name", "") in _STEPS
        if not isinstance(exception, CoalitionError) or not (in_admin or on_site):
            return None
        messages.error(request, str(exception))
        back = request.headers.get("referer", "")
        known = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if known else "wagtailadmin_home" if in_admin else "steps")
