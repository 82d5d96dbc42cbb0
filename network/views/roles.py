"""Who has which role and whether that is still right; and when the emergency account was used."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.access import needs
from network.models import EmergencyAccess, User
from network.services.roles import REVIEW_EVERY, RoleError, confirm_roles, role_lines

REVIEW_ROLES = "network.review_roles"
PER_PAGE = 50


@needs(REVIEW_ROLES)
@never_cache
def roles_review(request: HttpRequest) -> HttpResponse:
    """Everybody with more than a member's role; a button says that it is still right."""
    if request.method == "POST":
        return _confirm(request)
    lines = role_lines()
    context = {
        "waiting": [line for line in lines if line.waits],
        "right": [line for line in lines if not line.waits],
        "days": REVIEW_EVERY.days,
    }
    return render(request, "network/roles/review.html", context)


def _confirm(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("user", "")
    accounts = User.objects.with_more_than_membership()
    user = get_object_or_404(accounts, pk=int(asked) if asked.isdecimal() else 0)
    try:
        confirm_roles(user, request.POST.get("roles", ""), request.user)
    except RoleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted: the roles of %(name)s are right.") % {"name": user})
    return redirect("roles_review")


@needs(REVIEW_ROLES)
@never_cache
def emergency_access(request: HttpRequest) -> HttpResponse:
    """What superusers did, the last first."""
    uses = EmergencyAccess.objects.select_related("user")
    results = Paginator(uses, PER_PAGE).get_page(request.GET.get("page"))
    context = {"results": results, "query": request.GET.copy()}
    return render(request, "network/roles/emergency_access.html", context)
