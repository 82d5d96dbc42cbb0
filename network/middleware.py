"""What stands between a request and the admin: the second step, and the trail of superusers."""

from collections.abc import Callable
from typing import Any

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
    """Have whoever may enter the admin set up a second step before they use what their role gives.

    That is everything in the admin, and on the site what asks for a permission about many people.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        enters = path.startswith(ADMIN) and path not in OPEN and request.user.is_authenticated
        if enters and second_step.is_missing(request.user):
            return self._set_up(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: Any
    ) -> HttpResponse | None:
        """Ask it of views that say which permission they need (`cms.access.needs`)."""
        permission = getattr(view, "permission", "")
        if request.user.is_authenticated and second_step.stands_before(request.user, permission):
            return self._set_up(request)
        return None

    @staticmethod
    def _set_up(request: HttpRequest) -> HttpResponse:
        messages.info(
            request,
            _("With your role you can change a lot. Set up a second step first: once only."),
        )
        return redirect("mfa_activate_totp")


class EmergencyAccessMiddleware:
    """Write down each request with which a superuser looks behind the scenes or changes something.

    Before it is answered: also one that fails leaves a trace.
    """

    READS = frozenset({"GET", "HEAD", "OPTIONS"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_always_told(request):
            self._record(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: Any
    ) -> None:
        """Also when they only read on the site what is not for everybody."""
        if hasattr(view, "permission") and not self._is_always_told(request):
            self._record(request)

    def _is_always_told(self, request: HttpRequest) -> bool:
        return request.path_info.startswith(ADMIN) or request.method not in self.READS

    @staticmethod
    def _record(request: HttpRequest) -> None:
        if request.user.is_authenticated and request.user.is_superuser:
            EmergencyAccess.objects.record(request.user, request)
