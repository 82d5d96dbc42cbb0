"""How somebody signs in: one page from which all of it is changed."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.access import needs
from network import second_step
from network.models import User

KEEP_ACCOUNT = "network.keep_account"


@needs(KEEP_ACCOUNT)
@never_cache
def account_security(request: HttpRequest) -> HttpResponse:
    """Address, password, second step, and the way out of all devices."""
    user: Any = request.user
    context = {
        "has_password": user.has_usable_password(),
        "has_second_step": second_step.has_second_step(user),
        "may_do_without": second_step.may_do_without(user),
        "codes_left": _codes_left(user),
    }
    return render(request, "account/security.html", context)


def _codes_left(user: Any) -> int:
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


@needs(KEEP_ACCOUNT)
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all sessions of whoever asks, also the one in which they ask."""
    User.objects.filter(pk=request.user.pk).end_sessions()
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
