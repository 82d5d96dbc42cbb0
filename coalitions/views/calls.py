"""Calls and questions: the list and each of them for everybody, asking for members."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access import needs, refuse_unless
from cms.keyed import refused
from cms.navigation import active_language
from coalitions.enums import CallKind, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.forms.calls import AnswerForm, BringInForm, CallForm, CloseForm
from coalitions.models import Call, CallsIndex
from coalitions.reads import calls as reads
from coalitions.reads.matching import fitting
from coalitions.services import calls as services

ASK = "coalitions.ask"
KEEP = "coalitions.keep_call"
FORMS = ["GET", "HEAD", "POST"]


# Open to everybody: the rows are those that whoever looks may read.
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """What is sought and asked, what was answered, and what suits whoever signed in."""
    form = reads.CallFilter(request.GET, active_language())
    found = reads.listed(request.user, form)
    query = request.GET.copy()
    query.pop("page", None)
    may_ask = request.user.has_perm(ASK)
    fits = (
        fitting(request.user) if may_ask and not form.in_use and "page" not in request.GET else []
    )
    context = {
        "page": CallsIndex.objects.shown_in(active_language()).first(),
        "form": form,
        "results": reads.one_page(request.user, found, request.GET.get("page")),
        "query": query.urlencode(),
        "fits": fits,
        "may_ask": may_ask,
    }
    return render(request, "coalitions/calls/list.html", context)


# Open to everybody, likewise.
@never_cache
@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """One call, with its answers and what may be done with it."""
    return one_call(request, found_call(request, pk))


def found_call(request: HttpRequest, pk: int) -> Any:
    """Return a call as whoever looks may see it, or raise `Http404`."""
    found = reads.one_call(request.user, pk)
    if found is None:
        raise Http404
    return found


def one_call(request: HttpRequest, found: Any, **forms: Any) -> HttpResponse:
    """Show a call, with the form that was not right as it was filled in."""
    keeps = request.user.has_perm(KEEP, found)
    context = {
        "call": found,
        "answers": reads.answers_of(request.user, found),
        "keeps": keeps,
        "may_make_lesson": keeps
        and not found.lesson_id
        and found.visibility != Visibility.COALITION,
        "may_answer": request.user.has_perm("coalitions.answer"),
        "answer_form": AnswerForm(),
        "close_form": CloseForm(),
        **forms,
    }
    return render(request, "coalitions/calls/call.html", context)


@needs(ASK)
@never_cache
@require_http_methods(FORMS)
def call_new(request: HttpRequest) -> HttpResponse:
    """Seek or ask something, in two fields."""
    kind = _kind(request)
    form = CallForm(request.POST or None, user=request.user, kind=kind)
    if form.is_valid():
        asked = form.asked()
        try:
            made = services.open_call(
                request.user, key=form.cleaned_data["key"], **asked.as_arguments()
            )
        except CoalitionError as error:
            refused(form, error)
        else:
            messages.success(request, _said(made))
            return redirect("call", made.pk)
    return render(request, "coalitions/calls/form.html", {"form": form, "kind": kind})


def _kind(request: HttpRequest) -> CallKind:
    chosen = request.POST.get("kind") or request.GET.get("kind")
    return CallKind.QUESTION if chosen == CallKind.QUESTION else CallKind.CALL


def _said(made: Call) -> str:
    if made.kind == CallKind.QUESTION:
        return _("Your question is on the list. You get a mail as soon as somebody answers.")
    return _("Your call is on the list. You get a mail as soon as somebody answers.")


@needs(ASK)
@never_cache
@require_http_methods(FORMS)
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is asked, or take it back."""
    found = _kept(request, pk)
    if request.method == "POST" and request.POST.get("action") == "withdraw":
        services.withdraw_call(found)
        messages.success(request, _("Taken back. Nobody sees it any more."))
        return redirect("calls")
    form = CallForm(request.POST or None, user=request.user, kind=found.kind, call=found)
    if form.is_valid():
        try:
            services.change_call(request.user, found, form.asked())
        except CoalitionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("call", pk)
    context = {"form": form, "kind": found.kind, "call": found}
    return render(request, "coalitions/calls/form.html", context)


@needs(ASK)
@require_POST
def call_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, with or without a word of thanks."""
    found = _kept(request, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return one_call(request, found_call(request, pk), close_form=form)
    try:
        services.close_call(request.user, found, form.cleaned_data["thanks"])
    except CoalitionError as error:
        messages.error(request, str(error))
        return redirect("calls")
    thanked = _("Closed. Everybody who answered gets your thanks.")
    messages.success(request, thanked if form.cleaned_data["thanks"] else _("Closed."))
    return redirect("call", pk)


def _kept(request: HttpRequest, pk: int) -> Call:
    """Return a call that whoever looks reads and keeps, or raise `Http404`."""
    found: Call = get_object_or_404(Call.objects.for_reader(request.user), pk=pk)
    refuse_unless(request.user, KEEP, found)
    return found


@needs("coalitions.bring_in_calls")
@never_cache
@require_http_methods(FORMS)
def calls_bring_in(request: HttpRequest) -> HttpResponse:
    """Bring in the questions of a consultation, one a line."""
    form = BringInForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = services.bring_in(request.user, data["key"], data["lines"], form.frame())
        except CoalitionError as error:
            form.add_error(None, str(error))
        else:
            said = ngettext(
                "%(count)d question is on the list.",
                "%(count)d questions are on the list.",
                len(made),
            )
            messages.success(request, said % {"count": len(made)})
            return redirect("calls")
    return render(request, "coalitions/calls/bring_in.html", {"form": form})
