"""Suggestions for those who look at them, and each of them for whoever made it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access import needs, refuse_unless
from cms.credits import credit_line
from cms.enums import SuggestionState
from cms.models import PageChange, Suggestion
from cms.suggestions import reviewing
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.passages import kept_of, passages_of
from cms.suggestions.queue import queue_of
from cms.suggestions.review_forms import ReviewForm
from cms.suggestions.reviewers import is_own, may_decide, step_of

SUGGEST = "cms.suggest"
REVIEW = "cms.review"


@needs(SUGGEST)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What waits for whoever looks, the longest waiting first."""
    results = Paginator(queue_of(request.user), 25).get_page(request.GET.get("page"))
    rows = [(each, _maker(request, each.suggestion)) for each in results.object_list]
    return render(request, "cms/suggestions/queue.html", {"results": results, "rows": rows})


@needs(SUGGEST)
@require_safe
def suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of one suggestion, for who made it and for those who look at suggestions."""
    row = _found(pk)
    own = is_own(row, request.user)
    if not own:
        refuse_unless(request.user, REVIEW, row)
    if row.state == SuggestionState.UNCONFIRMED and not own:
        raise Http404
    context = {
        "suggestion": row,
        "page": row.page.specific,
        "own": own,
        "kept": kept_of(row),
        "maker": _maker(request, row),
        "decided_by": getattr(row.decided_by, "name", ""),
        "may_withdraw": own and row.state in reviewing.OPEN,
    }
    return render(request, "cms/suggestions/suggestion.html", context)


@needs(SUGGEST)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a suggestion passage by passage; accept it, change and accept it, or decline."""
    row = _found(pk)
    if is_own(row, request.user):
        return redirect("suggestion", pk)
    refuse_unless(request.user, REVIEW, row)
    if row.state == SuggestionState.UNCONFIRMED:
        raise Http404
    if row.state != SuggestionState.WAITING:
        return redirect("suggestion", pk)
    form = _form(request, row)
    if request.method == "POST" and form.is_valid():
        try:
            decided = _decide(request, row, form)
        except SuggestionError as error:
            # With what the page says by now, and what was typed.
            form = _form(request, _found(pk), again=True)
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(decided))
            return redirect("suggestions")
    return _shown(request, row, form)


def _shown(request: HttpRequest, row: Suggestion, form: ReviewForm) -> HttpResponse:
    step, page = step_of(row), row.page.specific
    since = PageChange.objects.about(page.translation_key).filter(page=page)
    context = {
        "suggestion": row,
        "page": page,
        "form": form,
        "maker": _maker(request, row),
        "step": step,
        "question": getattr(step.task.specific, "question", "") if step else "",
        "may_decide": may_decide(request.user, row),
        "meanwhile": since.filter(happened_at__gt=row.created_at)[:5],
    }
    return render(request, "cms/suggestions/review.html", context)


def _form(request: HttpRequest, row: Suggestion, *, again: bool = False) -> ReviewForm:
    page = row.page.specific
    step, seen = step_of(row), page.live_revision_id
    data: Any = request.POST if request.method == "POST" else None
    if data is not None and again:
        data = data.copy()
        data["seen"] = seen or ""
    step_form = step.task.specific.get_form_for_action("approve") if step else None
    return ReviewForm(data, passages=passages_of(row, page), seen=seen, step_form=step_form)


def _decide(request: HttpRequest, row: Suggestion, form: ReviewForm) -> Suggestion:
    reason = form.cleaned_data["reason"]
    if form.declines:
        return reviewing.decline(row, request.user, reason)
    return reviewing.accept(
        row,
        request.user,
        texts=form.texts(),
        reason=reason,
        seen_revision_id=form.cleaned_data["seen"],
        answers=form.answers(),
    )


def _told(row: Suggestion) -> str:
    if row.state == SuggestionState.ACCEPTED:
        return _("Accepted: it is on the page. Whoever suggested it hears of it.")
    if row.state == SuggestionState.DECLINED:
        return _("Declined. Whoever suggested it reads why.")
    step = step_of(row)
    said = {"step": step.task.name if step else ""}
    return _("Noted. Now it waits for the next step: %(step)s.") % said


@needs(SUGGEST)
@require_POST
def suggestion_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own suggestion."""
    row = _found(pk)
    if not is_own(row, request.user):
        raise Http404
    try:
        reviewing.withdraw(row, request.user)
    except SuggestionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. Nobody looks at it any more."))
    return redirect("suggestion", pk)


def _found(pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("page__locale", "contributor", "decided_by")
    return get_object_or_404(rows, pk=pk)


def _maker(request: HttpRequest, row: Suggestion) -> str:
    return credit_line(row.contributor, row.organisation, request.user, name=row.name)
