"""Asking to take part, for everybody; deciding about it, for the coordinator."""

from typing import Any

from allauth.core.ratelimit import consume
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.access import needs
from network.exceptions import NetworkError
from network.forms.joining import AcceptForm, DeclineForm, JoinForm
from network.models import Application, Member
from network.services import joining
from network.services.profile import confirm_organisation

DECIDE = "network.decide_applications"
DECLINED_SHOWN = 20


@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Ask to take part: four questions."""
    form = JoinForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        wish = form.wish(get_language() or "")
        if consume(request, action="join", key=wish.email.lower()):
            joining.ask_to_join(wish)
            return redirect("join_thanks")
        status = 429
    context = {"form": form, "too_often": status == 429}
    return render(request, "network/joining/join.html", context, status=status)


@require_safe
def join_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "network/joining/thanks.html")


@needs(DECIDE)
@never_cache
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Who waits for an answer, and who was declined lately."""
    context = {
        "waiting": Application.objects.waiting(),
        "claims": Member.objects.with_claims(),
        "declined": Application.objects.declined()[:DECLINED_SHOWN],
    }
    return render(request, "network/joining/applications.html", context)


@needs(DECIDE)
@never_cache
@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application, with both answers."""
    found = get_object_or_404(Application.objects.waiting(), pk=pk)
    return _application(request, found)


@needs(DECIDE)
@require_POST
def application_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody take part."""
    found = get_object_or_404(Application, pk=pk)
    form = AcceptForm.about(found, request.POST)
    if not form.is_valid():
        return _application(request, found, accept=form)
    done = _("%(name)s takes part now, and gets a mail with the first steps.")
    return _decided(request, lambda: joining.accept(found, form.place(), request.user), done, found)


@needs(DECIDE)
@require_POST
def application_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline, with or without a mail."""
    found = get_object_or_404(Application, pk=pk)
    form = DeclineForm(request.POST, prefix="decline")
    if not form.is_valid():
        return _application(request, found, decline=form)
    reason = form.reason_to_mail()
    done = _("%(name)s was declined, and gets a mail.") if reason else _("%(name)s was declined.")
    return _decided(request, lambda: joining.decline(found, reason, request.user), done, found)


@needs(DECIDE)
@require_POST
def application_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that somebody was declined."""
    found = get_object_or_404(Application, pk=pk)
    done = _("The application of %(name)s waits again.")
    return _decided(request, lambda: joining.reopen(found), done, found)


@needs(DECIDE)
@require_POST
def organisation_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether a member belongs to the organisation they chose."""
    member = get_object_or_404(Member.objects.with_claims(), pk=pk)
    organisation = str(request.POST.get("organisation", ""))
    right = request.POST.get("answer") == "right"
    done = _("Noted about %(name)s.")
    chosen = int(organisation) if organisation.isdecimal() else 0
    return _decided(request, lambda: confirm_organisation(member, chosen, right), done, member)


def _application(
    request: HttpRequest,
    found: Application,
    accept: forms.Form | None = None,
    decline: forms.Form | None = None,
) -> HttpResponse:
    context = {
        "application": found,
        "accept": accept or AcceptForm.about(found),
        "decline": decline or DeclineForm(prefix="decline"),
        "declining": decline is not None,
    }
    return render(request, "network/joining/application.html", context)


def _decided(request: HttpRequest, decide: Any, done: str, about: object) -> HttpResponse:
    """Decide, and say what happened, above the list of who still waits."""
    try:
        decide()
    except NetworkError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done % {"name": about})
    return redirect("applications")
