"""What the link in the mail opens, and what editors do with the answers.

A GET shows, a POST changes: scanners of mail open every link.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access import needs, refuse_unless
from knowledge.enums import CheckAnswer
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, ActivityCheck
from knowledge.reads.facts import with_facts
from knowledge.yearly_check import reads
from knowledge.yearly_check.answering import activity_of, answer, handle
from knowledge.yearly_check.forms import ChangedForm, GoneForm
from knowledge.yearly_check.links import checks_of

SEES_DESK = "cms.see_editors_desk"


# Open on purpose, like what follows: the signed link is the key. Nothing about it is kept or found.
@never_cache
@require_safe
def yearly_check(request: HttpRequest, token: str) -> HttpResponse:
    """Show what stands on the site about each activity, and ask whether it is right."""
    checks = list(checks_of(token))
    rows = reads.with_activities(checks)
    with_facts([activity for _check, activity in rows], "providers")
    if not rows:
        return _closed(request)
    context = {"rows": rows, "token": token, "organisation": checks[0].organisation}
    return _hidden(render(request, "knowledge/yearly_check/list.html", context))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def yearly_check_answer(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Answer for one activity: right with one tap, changed and gone on a page of their own."""
    check = checks_of(token).filter(pk=pk).first()
    activity = activity_of(check) if check else None
    if check is None or activity is None:
        return _closed(request)
    said = request.POST.get("answer") or request.GET.get("answer") or CheckAnswer.RIGHT
    if said not in CheckAnswer.values:
        said = CheckAnswer.CHANGED
    form = _form(request, CheckAnswer(said), activity)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            answer(check, CheckAnswer(said), **_filled(form))
        except KnowledgeError as error:
            if form is None:
                messages.error(request, str(error))
                return redirect("yearly_check", token)
            form.add_error(None, str(error))
        else:
            messages.success(request, _thanks(CheckAnswer(said), activity))
            return redirect("yearly_check", token)
    context = {"check": check, "activity": activity, "form": form, "token": token, "said": said}
    return _hidden(render(request, "knowledge/yearly_check/answer.html", context))


def _form(request: HttpRequest, said: CheckAnswer, activity: Activity) -> Any:
    """Return what is asked besides the answer; None where that is enough."""
    data = request.POST if request.method == "POST" else None
    if said == CheckAnswer.GONE:
        return GoneForm(data)
    if said == CheckAnswer.CHANGED:
        return ChangedForm(data, activity=activity, others={})
    return None


def _filled(form: Any) -> dict[str, Any]:
    if form is None:
        return {}
    note = form.cleaned_data["note"].strip()
    return (
        {"note": note, "values": form.values()} if isinstance(form, ChangedForm) else {"note": note}
    )


def _thanks(said: CheckAnswer, activity: Activity) -> str:
    texts = {
        CheckAnswer.RIGHT: _("Thank you. “%(title)s” now says that you checked it today."),
        CheckAnswer.CHANGED: _(
            "Thank you. What you changed in “%(title)s” is on the site. An editor reads what else"
            " you told."
        ),
        CheckAnswer.GONE: _("Thank you. An editor looks at “%(title)s” and closes its page."),
    }
    return texts[said] % {"title": activity.title}


def _closed(request: HttpRequest) -> HttpResponse:
    return _hidden(render(request, "knowledge/yearly_check/closed.html", status=404))


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response


@needs(SEES_DESK)
@never_cache
@require_safe
def activity_checks(request: HttpRequest) -> HttpResponse:
    """What organisations answered and nobody dealt with, and who did not answer at all."""
    context = {"answers": reads.to_handle(request.user), "silent": reads.silent()}
    return render(request, "knowledge/yearly_check/desk.html", context)


@needs(SEES_DESK)
@require_POST
def activity_check_handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the activity, or keep that its page is as it should be."""
    check = get_object_or_404(ActivityCheck.objects.to_handle(), pk=pk)
    refuse_unless(request.user, "knowledge.handle_check", check)
    try:
        handle(check, by=request.user, ended=request.POST.get("action") == "ended")
    except KnowledgeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Saved."))
    return redirect("activity_checks")
