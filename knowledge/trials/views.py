"""Telling that one tried it too, and taking that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.access import needs, refuse_unless
from cms.keyed import refused
from knowledge.exceptions import KnowledgeError
from knowledge.models import Guidance, Practice, Trial
from knowledge.reads.readable import readable_or_404
from knowledge.trials import services
from knowledge.trials.forms import TrialForm

FORMS = ["GET", "HEAD", "POST"]
MAY = "knowledge.tell_trial"
WITHDRAW = "knowledge.withdraw_trial"
ABOUT = (Practice, Guidance)


def _page(request: HttpRequest, key: UUID) -> Any:
    return readable_or_404(request, ABOUT, key, get_language() or "")


@needs(MAY)
@never_cache
@require_http_methods(FORMS)
def trial_new(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tell what came of it where one works oneself."""
    page = _page(request, key)
    form = TrialForm(request.POST or None)
    if form.is_valid():
        try:
            services.tell(page, request.user, form.cleaned_data["key"], form.tried())
        except KnowledgeError as error:
            refused(form, error)
        else:
            said = _("Thank you! It counts on this page. An editor makes a lesson of it.")
            messages.success(request, said)
            return redirect(f"{page.get_url(request)}#trials")
    return render(request, "knowledge/trials/new.html", {"form": form, "about": page})


# Whoever takes part; an editor takes away what should not stand there.
@needs(MAY)
@never_cache
@require_http_methods(FORMS)
def trial_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a trial must really go, then take it back."""
    trial = get_object_or_404(Trial, pk=pk, withdrawn_at=None)
    refuse_unless(request.user, WITHDRAW, trial)
    page = _page(request, trial.translation_key)
    if request.method == "POST":
        try:
            stays = services.withdraw(trial, request.user)
        except KnowledgeError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _withdrawn(stays))
        return redirect(page.get_url(request))
    return render(request, "knowledge/trials/withdraw.html", {"trial": trial, "about": page})


def _withdrawn(stays: bool) -> str:
    if stays:
        return _("Taken back. The lesson that editors made of it stays; ask them about it.")
    return _("Taken back, with the lesson that was waiting.")
