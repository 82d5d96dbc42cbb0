"""Taking a step on the site: for whoever does not work in the admin, and for whoever does."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import GroupApprovalTask, Page, TaskState

from cms.access import needs
from cms.models import ReviewState, Suggestion
from cms.plugins.exceptions import ReviewError
from cms.plugins.reads import passages, past_steps, steps_for
from cms.plugins.services import findings_of, take
from cms.plugins.things import page_of, thing_of, title_of


@needs("cms.take_steps")
@require_http_methods(["GET", "HEAD"])
def steps(request: HttpRequest) -> HttpResponse:
    """List what somebody can look at, the first due in front."""
    found = [
        {"state": state, "title": title_of(thing), "kind": thing._meta.verbose_name}
        for state, thing in steps_for(request.user, suggestions=True)
    ]
    return render(request, "cms/plugins/steps.html", {"steps": found})


@needs("cms.take_steps")
@require_http_methods(["GET", "HEAD", "POST"])
def review_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is offered; approve it or send it back."""
    row = get_object_or_404(TaskState, pk=pk).specific
    if not isinstance(row, ReviewState):
        return _elsewhere(request, row)
    thing, task = thing_of(row), row.task.specific
    if isinstance(thing, Suggestion):
        return redirect("suggestion_review", thing.pk)
    if row.status != TaskState.STATUS_IN_PROGRESS:
        messages.info(request, _("This was looked at already. Thank you!"))
        return redirect("steps")
    if not task.get_actions(thing, request.user):
        raise Http404
    action = "reject" if request.POST.get("action") == "reject" else "approve"
    forms = {
        name: task.get_form_for_action(name)(
            request.POST if request.method == "POST" and name == action else None, prefix=name
        )
        for name in ("approve", "reject")
    }
    if forms[action].is_valid() and _taken(request, row, action, forms[action].cleaned_data):
        return redirect("steps")
    return _shown(request, row, thing, forms)


def _taken(request: HttpRequest, state: ReviewState, action: str, answers: Any) -> bool:
    """Take the step and say so; False, with the reason on the screen, when that cannot be."""
    seen = request.POST.get("seen", "")
    try:
        take(state, request.user, action, int(seen) if seen.isdecimal() else None, answers)
    except ReviewError as error:
        messages.error(request, str(error))
        return False
    messages.success(
        request,
        _("You sent it back. Whoever made it reads your reason.")
        if action == "reject"
        else _("You approved it. Thank you!"),
    )
    return True


def _shown(request: HttpRequest, state: ReviewState, thing: Any, forms: Any) -> HttpResponse:
    page, texts = page_of(thing), passages(thing)
    live = page is not None and page.live
    context = {
        "state": state,
        "task": state.task.specific,
        "title": title_of(thing),
        "kind": thing._meta.verbose_name,
        "page": page,
        "seen": thing.latest_revision_id,
        "changed": [each for each in texts if each.changed or not live],
        "same": [each for each in texts if live and not each.changed],
        "findings": findings_of(state),
        "past": past_steps(state),
        "approve_form": forms["approve"],
        "reject_form": forms["reject"],
    }
    return render(request, "cms/plugins/review_step.html", context)


def _elsewhere(request: HttpRequest, state: TaskState) -> HttpResponse:
    """Lead to the admin for a step of Wagtail's own kind, which is taken there."""
    thing, task = thing_of(state), state.task.specific
    if isinstance(thing, Suggestion):
        # Changed and accepted on a screen of its own, which looks who may.
        return redirect("suggestion_review", thing.pk)
    allowed = isinstance(task, GroupApprovalTask) and task.get_actions(thing, request.user)
    if not allowed or not isinstance(thing, Page):
        raise Http404
    return redirect("wagtailadmin_pages:edit", thing.pk)
