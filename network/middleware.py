"""What stands between a request and the admin: the second step, and the trail of superusers."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from network import second_step
from network.models import EmergencyAccess

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
# Somebody who has no second step yet may still leave.
OPEN = frozenset({"/admin/logout/"})


class SecondStepMiddleware:
    """Have whoever may enter the admin set up a second step before they do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        enters = path.startswith(ADMIN) and path not in OPEN and request.user.is_authenticated
        if enters and second_step.is_missing(request.user):
            messages.info(
                request,
                _("With your role you can change a lot. Set up a second step first: once only."),
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)


class EmergencyAccessMiddleware:
    """Write down each request with which a superuser looks behind the scenes or changes something.

    Before it is answered: also one that fails leaves a trace.
    """

    READS = frozenset({"GET", "HEAD", "OPTIONS"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        looks = request.path_info.startswith(ADMIN) or request.method not in self.READS
        if looks and request.user.is_authenticated and request.user.is_superuser:
            EmergencyAccess.objects.record(request.user, request)
        return self.get_response(request)
