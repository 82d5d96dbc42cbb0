"""An administrator lets somebody who lost their phone begin again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from network import second_step
from network.models import User


@permission_required("network.change_user")
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it is really them, then switch the second step off."""
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return TemplateResponse(request, "network/admin/second_step_off.html", {"account": user})
    try:
        second_step.switch_off(user, by=request.user)
    except second_step.SecondStepError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("%(name)s is signed out and sets up a new second step.") % {"name": user}
        )
    return redirect("wagtailusers_users:edit", user.pk)
