"""Answers: given, confirmed, taken away, and made into a lesson."""

from typing import Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.access import needs, refuse_unless
from cms.keyed import refused
from coalitions.exceptions import CoalitionError
from coalitions.forms.calls import AnswerForm, OutsideAnswerForm
from coalitions.models import Answer, Call
from coalitions.services import answers as services
from coalitions.views.calls import FORMS, found_call, one_call


# Open to everybody: what can be answered is what whoever looks may read.
@never_cache
@require_http_methods(FORMS)
def answer_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer: a member at once, anybody else after confirming an address."""
    found = found_call(request, pk)
    if not request.user.has_perm("coalitions.answer"):
        return _from_outside(request, found)
    if request.method != "POST":
        return redirect(reverse("call", args=[pk]) + "#answer")
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            data = form.cleaned_data
            given = services.answer_call(request.user, found, data["key"], data["text"])
        except CoalitionError as error:
            refused(form, error)
        else:
            messages.success(request, _("Thank you. Your answer stands below."))
            return redirect(reverse("call", args=[pk]) + f"#answer-{given.pk}")
    return one_call(request, found, answer_form=form)


def _from_outside(request: HttpRequest, found: Any) -> HttpResponse:
    """Take an answer of somebody without an account; the same page whatever the address."""
    form = OutsideAnswerForm(request.POST or None)
    status = 200
    if form.is_valid():
        who, data = form.who(), form.cleaned_data
        if not consume(request, action="answer", key=who.email.lower()):
            status = 429
        else:
            try:
                services.answer_from_outside(found, data["key"], data["text"], who)
            except CoalitionError as error:
                refused(form, error)
            else:
                return render(request, "coalitions/calls/answer_sent.html", {"call": found})
    context = {"call": found, "form": form, "too_often": status == 429}
    return render(request, "coalitions/calls/answer.html", context, status=status)


# Open to whoever has the link from the mail. A GET changes nothing: scanners of mail open links.
@never_cache
@require_http_methods(FORMS)
def answer_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show an answer once its address is confirmed."""
    found = services.answer_of(token)
    if found is None:
        return render(request, "coalitions/calls/answer_unknown.html", status=404)
    error = ""
    if request.method == "POST":
        try:
            services.confirm(found)
        except CoalitionError as refused:
            error = str(refused)
        else:
            messages.success(request, _("Thank you. Your answer stands below."))
            return redirect(reverse("call", args=[found.call_id]) + f"#answer-{found.pk}")
    context = {"answer": found, "call": found.call, "error": error}
    answer = render(request, "coalitions/calls/answer_confirm.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@needs("coalitions.answer")
@require_POST
def answer_take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away one's own answer, or one on a call that one keeps."""
    found = _readable(request, pk)
    refuse_unless(request.user, "coalitions.take_away_answer", found)
    services.take_away(found)
    messages.success(request, _("The answer is gone."))
    return redirect("call", found.call_id)


@needs("coalitions.ask")
@require_POST
def call_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a lesson of a good answer."""
    found = _readable(request, pk)
    refuse_unless(request.user, "coalitions.keep_call", found.call)
    try:
        lesson = services.make_lesson(request.user, found)
    except CoalitionError as error:
        messages.error(request, str(error))
    else:
        said = _("It is a lesson now. It stands among the lessons within a few minutes.")
        waits = _("It is a lesson now. An editor looks at it before everybody reads it.")
        messages.success(request, said if lesson.live else waits)
    return redirect("call", found.call_id)


def _readable(request: HttpRequest, pk: int) -> Answer:
    """Return an answer that is shown, on a call that whoever looks may read, or raise 404."""
    calls = Call.objects.for_reader(request.user)
    shown = Answer.objects.shown().filter(call__in=calls).select_related("call__coalition")
    found: Answer = get_object_or_404(shown, pk=pk)
    return found
