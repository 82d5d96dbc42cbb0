"""Who may see an address that is not a page of the tree.

Floors say by which permission; the floor that owns the rule registers it under that name. Whoever
has not signed in is asked to, before anything is looked up: so nothing tells them what exists.
Whoever may not, gets the same answer as for what does not exist.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from wagtail.models import BaseViewRestriction

View = Callable[..., HttpResponseBase]


def refuse_unless(user: Any, permission: str, thing: object = None) -> None:
    """Raise `Http404` unless `user` has this permission (on `thing`)."""
    if not user.has_perm(permission, thing):
        raise Http404


def needs(permission: str) -> Callable[[View], View]:
    """Keep a view to those with a permission; what it shows may need a second look by the view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            refuse_unless(request.user, permission)
            response = view(request, *args, **kwargs)
            # On a shared computer the way back after signing out must show nothing.
            add_never_cache_headers(response)
            return response

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the matrix of tests
        return guarded

    return decorate


def refuse_who_signed_in(restrictions: Iterable[Any], request: HttpRequest) -> None:
    """Raise `Http404` for somebody who signed in and is still not among those it is for.

    Wagtail asks them to sign in, which they did: the page to sign in would lead straight back.
    """
    if request.user.is_authenticated and not all(
        restriction.accept_request(request)
        for restriction in restrictions
        if restriction.restriction_type == BaseViewRestriction.GROUPS
    ):
        raise Http404
