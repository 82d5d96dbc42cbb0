"""What we hold about somebody: they see it, take it along, and leave."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.access import needs
from cms.enums import ErasedBy
from cms.privacy.export import chapters_about, export_of
from cms.privacy.services import PrivacyError, erase, objection_to
from network.forms.privacy import LeaveForm
from network.permissions import takes_part

OWN_DATA = "network.own_data"


@needs(OWN_DATA)
@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What we hold about who looks, why, and for how long."""
    context = {"chapters": chapters_about(request.user), "takes_part": takes_part(request.user)}
    return render(request, "network/privacy/my_data.html", context)


@needs(OWN_DATA)
@never_cache
@require_safe
def my_data_export(request: HttpRequest) -> HttpResponse:
    """All of it as a file, made while it is asked for."""
    response = HttpResponse(export_of(request.user), content_type="application/zip")
    name = _("my-data")
    day = timezone.localdate().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.zip"'
    return response


@needs(OWN_DATA)
@never_cache
@reauthentication_required(allow_get=True)
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask once, and remove the account at once."""
    user: Any = request.user
    form = LeaveForm(request.POST if request.method == "POST" else None)
    objection = objection_to(user)
    if request.method == "POST" and form.is_valid():
        try:
            erase(user, by=ErasedBy.OWNER)
        except PrivacyError as error:
            objection = str(error)
        else:
            logout(request)
            return redirect("goodbye")
    context = {"form": form, "objection": objection}
    return render(request, "network/privacy/leave.html", context)


@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """What somebody sees who left; it is the same for everybody and knows nobody."""
    return render(request, "network/privacy/goodbye.html")
