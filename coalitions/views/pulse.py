"""The form of an update behind a signed link from the mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.keyed import refused
from coalitions.exceptions import CoalitionError
from coalitions.forms.updates import NewUpdateForm
from coalitions.models import Pulse
from coalitions.services import pulse as service
from coalitions.views.updates import leads_to, with_form


# Open on purpose: the signed link is the key. A GET changes nothing, because scanners of mail
# open every link; and it shows nothing but the name of the coalition.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """Post for one coalition in one month without signing in."""
    found = service.pulse_of(token)
    answer = _form(request, found) if found else _closed(request, None, 404)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _form(request: HttpRequest, found: Pulse) -> HttpResponse:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewUpdateForm(*posted, coalition=found.coalition, teller=found.user)
    try:
        if not posted:
            service.refuse_unless_open(found)
        elif form.is_valid():
            return _posted(request, found, form)
    except CoalitionError as error:
        if not posted:
            return _closed(request, found, 410, str(error))
        refused(form, error)
    context = {"form": form, "coalition": found.coalition, "action": request.path, "pulse": found}
    return with_form(request, "coalitions/update_new.html", context)


def _posted(request: HttpRequest, found: Pulse, form: NewUpdateForm) -> HttpResponse:
    service.answer(found, **form.posted())
    messages.success(request, _("Thank you. It is in the log."))
    return leads_to(request, request.path)


def _closed(request: HttpRequest, found: Pulse | None, status: int, why: str = "") -> HttpResponse:
    context = {
        "coalition": found.coalition if found else None,
        "used": bool(found and found.used_at),
        "why": why,
    }
    return render(request, "coalitions/pulse_closed.html", context, status=status)
