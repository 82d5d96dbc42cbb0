"""What somebody sees when no view could answer."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from cms.middleware import busy


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that it is busy where only that is wrong, and otherwise that we are at fault.

    Around the views, as where a session is kept, `DatabaseBusyMiddleware` sees no error. A form
    may have been kept by then, so it gets the page that says so.
    """
    answer = busy(request, sys.exc_info()[1]) if request.method in ("GET", "HEAD") else None
    return answer or defaults.server_error(request)
