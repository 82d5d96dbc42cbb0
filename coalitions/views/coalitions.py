"""Taking part in a coalition, leaving it, and keeping what is true of it."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.access import View, needs, refuse_unless
from coalitions.exceptions import CoalitionError
from coalitions.forms.coalitions import ManageForm
from coalitions.models import Coalition
from coalitions.permissions import belongs_to, leads
from coalitions.reads.coalitions import open_coalition
from coalitions.services import coalitions as keeping
from network.permissions import takes_part

# Forms with a token live on addresses of their own: the page of a coalition can be cached.


def about_coalition(permission: str) -> Any:
    """Give a view the coalition it is about, as far as whoever looks may open it."""

    def decorate(view: View) -> View:
        @needs(permission)
        @never_cache
        @wraps(view)
        def found(request: HttpRequest, pk: int) -> HttpResponseBase:
            coalition = open_coalition(request.user, pk)
            if coalition is None:
                raise Http404
            return view(request, coalition)

        return found

    return decorate


def to_page(coalition: Coalition) -> HttpResponse:
    """Go to the page of a coalition; a draft has none, and is kept further."""
    page = coalition.page
    if page is not None and page.live:
        return redirect(page.get_url())
    return redirect("coalition_manage", coalition.pk)


def stay_signed_in(request: HttpRequest) -> None:
    """Let whoever gave up the role of lead themselves go on in this browser, and nowhere else."""
    user: Any = request.user
    user.refresh_from_db()
    update_session_auth_hash(request, user)


@about_coalition("coalitions.join")
def coalition_join(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Ask once, then take part."""
    if not takes_part(request.user):
        raise Http404
    if request.method != "POST":
        there = belongs_to(request.user, coalition) or leads(request.user, coalition)
        return render(
            request, "coalitions/join.html", {"coalition": coalition, "there": bool(there)}
        )
    try:
        keeping.join(request.user, coalition)
    except CoalitionError as error:
        messages.error(request, str(error))
    else:
        said = _("You take part in “%(title)s”. The lead knows it.")
        messages.success(request, said % {"title": coalition.page.title})
    return to_page(coalition)


@about_coalition("coalitions.join")
def coalition_leave(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Ask once, then stop taking part."""
    if request.method != "POST":
        return render(request, "coalitions/leave.html", {"coalition": coalition})
    try:
        keeping.leave(request.user, coalition)
    except CoalitionError as error:
        messages.error(request, str(error))
    else:
        said = _("You no longer take part in “%(title)s”. Thank you for what you did.")
        messages.success(request, said % {"title": coalition.page.title})
    return to_page(coalition)


@about_coalition("coalitions.read_network")
def coalition_manage(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Keep status, money, activities and deputy; for the coordinator also who leads."""
    refuse_unless(request.user, "coalitions.manage", coalition)
    form = ManageForm(coalition, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.keep_coalition(coalition, request.user, form.cleaned_data)
        except CoalitionError as error:
            form.add_error(None, str(error))
        else:
            stay_signed_in(request)
            messages.success(request, _("Saved."))
            return to_page(coalition)
    return render(request, "coalitions/manage.html", {"coalition": coalition, "form": form})
