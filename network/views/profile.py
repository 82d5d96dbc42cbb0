"""A member's own place: what waits, one question, what they promised, and all they told."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.access import needs
from cms.navigation import active_language
from cms.notices.reads import what_waits
from cms.panels import filled_own_panels
from network import questions
from network.doors import Door, doors_above
from network.exceptions import NetworkError
from network.forms.pledges import LaterForm, PledgeForm
from network.forms.profile import OwnForm
from network.models import Member, Pledge
from network.permissions import takes_part
from network.services import pledges as promises
from network.services.profile import answer, member_of, skip

KEEP_PROFILE = "network.keep_profile"
OwnView = Callable[..., HttpResponseBase]
OWN_DOORS: Sequence[Door] = (
    ("profile", gettext_lazy("My profile"), ""),
    ("my_messages", gettext_lazy("My messages"), ""),
    ("my_data", gettext_lazy("My data"), ""),
    ("account_security", gettext_lazy("How I sign in"), ""),
)
NETWORK_DOORS: Sequence[Door] = (
    ("directory", gettext_lazy("Who takes part"), ""),
    ("directory_organisations", gettext_lazy("Organisations"), ""),
    ("steering_group", gettext_lazy("Steering group"), ""),
    ("desk", gettext_lazy("What waits for the network"), "cms.see_desk"),
    ("applications", gettext_lazy("Requests to take part"), "network.decide_applications"),
    ("import_members", gettext_lazy("Bring in members"), "network.exchange_tables"),
    ("import_organisations", gettext_lazy("Bring in organisations"), "network.exchange_tables"),
    ("roles_review", gettext_lazy("Who has which role"), "network.review_roles"),
)


def own(view: OwnView) -> OwnView:
    """Give a view the member who looks; an emergency account takes part in nothing."""

    @needs(KEEP_PROFILE)
    @never_cache
    @wraps(view)
    def for_member(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not takes_part(request.user):
            raise Http404
        return view(request, member_of(request.user), *args, **kwargs)  # type: ignore[arg-type]  # signed in

    return for_member


@own
@require_safe
def me(request: HttpRequest, member: Member) -> HttpResponse:
    """What waits, one question, my promises, and the way to the rest."""
    question = questions.next_question(member)
    context = {
        "member": member,
        "question": question,
        "form": question.form_for(member) if question else None,
        "pledges": Pledge.objects.by(request.user).open(),
        "waits": what_waits(request.user),
        "panels": filled_own_panels(request, active_language()),
        "own_doors": _doors(request.user, OWN_DOORS),
        "network_doors": _doors(request.user, [*doors_above, *NETWORK_DOORS]),
    }
    return render(request, "network/profile/me.html", context)


def _doors(user: Any, doors: Sequence[Door]) -> list[tuple[str, Any]]:
    """Return addresses and labels of what this reader may open."""
    return [
        (reverse(name), label)
        for name, label, permission in doors
        if not permission or user.has_perm(permission)
    ]


@own
def profile_question(request: HttpRequest, member: Member) -> HttpResponse:
    """Ask the next question; keep the answer, or put it off."""
    if request.method != "POST":
        question = questions.next_question(member)
        form = question.form_for(member) if question else None
        context = {"question": question, "form": form}
        return render(request, "network/profile/question.html", context)
    asked = _asked(request, member)
    if "later" in request.POST:
        skip(member, asked.name)
        return redirect("profile_question")
    form = asked.form_for(member, request.POST)
    if not form.is_valid():
        return render(request, "network/profile/question.html", {"question": asked, "form": form})
    answer(member, asked.name, form)
    messages.success(request, _("Saved. You find it in your profile."))
    return redirect("profile_question")


@own
def profile(request: HttpRequest, member: Member) -> HttpResponse:
    """Everything a member told, each part with its own form."""
    changed = None
    if request.method == "POST":
        asked = _asked(request, member)
        changed = asked.form_for(member, request.POST)
        if changed.is_valid():
            answer(member, asked.name, changed)
            messages.success(request, _("Saved. Others see it like this at once."))
            return redirect("profile")
        # What did not hold must not be shown as what is there.
        member = member_of(member.user)
    groups = [_group(each, member, changed) for each in questions.asked_of(member)]
    return render(request, "network/profile/profile.html", {"member": member, "groups": groups})


def _group(question: questions.Question, member: Member, changed: OwnForm | None) -> dict[str, Any]:
    """Return one part of the profile; what was just sent and did not hold stays open."""
    open_form = changed if changed and changed.prefix == question.name else None
    return {
        "question": question,
        "answers": question.answers(member),
        "form": open_form or question.form_for(member),
        "open": bool(open_form),
    }


def _asked(request: HttpRequest, member: Member) -> questions.Question:
    question = questions.question_of(member, str(request.POST.get("question", "")))
    if question is None:
        raise Http404
    return question


@own
def pledges(request: HttpRequest, member: Member) -> HttpResponse:
    """My promises, and a new one."""
    form = PledgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        promises.promise(member, form.cleaned_data["text"], form.cleaned_data["due"])
        messages.success(request, _("Good. On that day we ask you how it went."))
        return redirect("pledges")
    return _pledges(request, form)


@own
@require_POST
def pledge_answer(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Say how it went: done, another day, or let go."""
    pledge = get_object_or_404(Pledge.objects.by(member.user), pk=pk)
    given = request.POST.get("answer")
    later = LaterForm(request.POST, prefix=f"later-{pledge.pk}") if given == "later" else None
    if later is not None and not later.is_valid():
        return _pledges(request, PledgeForm(), later, pledge)
    try:
        said = _answered(pledge, given, later)
    except NetworkError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("pledges")


def _answered(pledge: Pledge, given: str | None, later: LaterForm | None) -> str:
    if later is not None:
        promises.postpone(pledge, later.cleaned_data["due"])
        return _("Fine. We ask you again on that day.")
    if given == "kept":
        promises.keep(pledge)
        return _("Well done. Thank you!")
    if given == "let_go":
        promises.let_go(pledge)
        return _("All right. Now there is room for something else.")
    raise Http404


def _pledges(
    request: HttpRequest,
    form: PledgeForm,
    later: LaterForm | None = None,
    answered: Pledge | None = None,
) -> HttpResponse:
    own = Pledge.objects.by(request.user)
    context = {
        "form": form,
        "open": [
            (each, later if each == answered else LaterForm(prefix=f"later-{each.pk}"))
            for each in own.open()
        ],
        "answered": answered,
        "closed": own.closed()[:20],
    }
    return render(request, "network/profile/pledges.html", context)
