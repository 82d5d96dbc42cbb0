"""Middleware of the ground floor."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_from_path

GetResponse = Callable[[HttpRequest], HttpResponse]


RETRY_AFTER_SECONDS = 5


def busy(request: HttpRequest, exception: BaseException | None) -> HttpResponse | None:
    """Return the page that says to try again, where a locked database is all that is wrong."""
    if not isinstance(exception, OperationalError) or "locked" not in str(exception):
        return None
    response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


class AddressLanguageMiddleware:
    """Take the language from the address, never from a cookie, so that pages can be cached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class AdminPolicyMiddleware:
    """Allow inline script and style under `/admin/`, and nowhere else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        loosen: Any = csp_replace(settings.ADMIN_CONTENT_SECURITY_POLICY)
        self.get_admin_response: GetResponse = loosen(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            return self.get_admin_response(request)
        return self.get_response(request)


class DatabaseBusyMiddleware:
    """Answer 503 with what to do when the database stays locked; nothing was written then."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return busy(request, exception)
