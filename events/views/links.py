"""What the links in mails open. A GET shows, a POST changes: scanners of mail open every link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.calendar import CANCEL, REQUEST, registration_calendar
from events.enums import LinkPurpose, RegistrationStatus
from events.exceptions import EventError, SessionFull
from events.forms.changing_own import OwnRegistrationForm
from events.models import Registration
from events.reads.own import shown_to_owner
from events.services.changing import change
from events.services.links import new_link, registration_of
from events.services.promoting import cancel, take_offer
from events.services.registering import confirm

FORMS = ["GET", "HEAD", "POST"]
View = Callable[..., HttpResponse]


def behind(purpose: LinkPurpose) -> Callable[[View], View]:
    """Give a view the registration that its link is about, in place of the token.

    Open to whoever has the link, which is the key; to others there is nothing here. Nothing
    about it is kept, or found by a search engine.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def found(request: HttpRequest, token: str) -> HttpResponse:
            registration = registration_of(token, purpose)
            if registration is None:
                answer = render(request, "events/registrations/unknown.html", status=404)
            else:
                answer = view(request, registration, token)
            answer["X-Robots-Tag"] = "noindex"
            return answer

        return found

    return decorate


@require_http_methods(FORMS)
@behind(LinkPurpose.CONFIRM)
def registration_confirm(
    request: HttpRequest, registration: Registration, token: str
) -> HttpResponse:
    """Count a registration once its address is confirmed."""
    if request.method != "POST":
        return _shown(request, registration, "confirm")
    return _done(request, registration, "confirm", confirm)


@require_http_methods(FORMS)
@behind(LinkPurpose.OFFER)
def registration_offer(
    request: HttpRequest, registration: Registration, token: str
) -> HttpResponse:
    """Take a place that was offered, or leave it to the next one."""
    if request.method != "POST":
        return _shown(request, registration, "offer")
    do = cancel if request.POST.get("action") == "decline" else take_offer
    return _done(request, registration, "offer", do)


@require_safe
@behind(LinkPurpose.MANAGE)
def registration_manage(
    request: HttpRequest, registration: Registration, token: str
) -> HttpResponse:
    """Show how a registration stands, and what can be done about it."""
    door = reverse("event_check_in", args=[registration.event_id])
    code = request.build_absolute_uri(f"{door}?code={registration.code}")
    context = {**shown_to_owner(registration, code), "token": token}
    return render(request, "events/registrations/mine.html", context)


@require_http_methods(FORMS)
@behind(LinkPurpose.MANAGE)
def registration_change(
    request: HttpRequest, registration: Registration, token: str
) -> HttpResponse:
    """Choose other sessions, or answer the questions anew."""
    form = OwnRegistrationForm(request.POST or None, registration=registration)
    if request.method == "POST" and form.is_valid():
        try:
            change(registration, form.sessions(), form.answers())
        except SessionFull as error:
            form = OwnRegistrationForm(request.POST, registration=registration)
            form.without_choice(error.session.slot_id)
            form.add_error(f"slot_{error.session.slot_id}", str(error))
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your changes are kept."))
            return redirect("registration_manage", token)
    context: dict[str, Any] = {"registration": registration, "form": form, "token": token}
    return render(
        request, "events/registrations/change.html", context, status=409 if form.errors else 200
    )


@require_http_methods(FORMS)
@behind(LinkPurpose.MANAGE)
def registration_leave(
    request: HttpRequest, registration: Registration, token: str
) -> HttpResponse:
    """Ask once more, then cancel a registration."""
    if request.method == "POST":
        try:
            cancel(registration)
        except EventError as error:
            messages.error(request, str(error))
        return redirect("registration_manage", token)
    context = {"registration": registration, "token": token}
    return render(request, "events/registrations/leave.html", context)


@require_safe
@behind(LinkPurpose.MANAGE)
def registration_ics(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Return what puts a registration in somebody's own calendar, or takes it out again."""
    comes = registration.status == RegistrationStatus.REGISTERED and registration.event.goes_on
    if not comes and registration.stands:
        # Who waits is not expected yet.
        return render(request, "events/registrations/unknown.html", status=404)
    content = registration_calendar(registration, REQUEST if comes else CANCEL)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return answer


def _shown(
    request: HttpRequest, registration: Registration, purpose: str, error: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "registration": registration,
        "purpose": purpose,
        "error": error,
    }
    status = 409 if error else 200
    return render(request, "events/registrations/link.html", context, status=status)


def _done(
    request: HttpRequest,
    registration: Registration,
    purpose: str,
    do: Callable[[Registration], Registration],
) -> HttpResponse:
    """Do what was asked, and go on to the page of the registration; a refusal is shown here."""
    try:
        found = do(registration)
    except EventError as error:
        return _shown(request, registration, purpose, str(error))
    return redirect("registration_manage", new_link(found, LinkPurpose.MANAGE))
