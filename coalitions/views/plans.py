"""Action plans and their actions.

They are open to everybody: a city may see who promised what. Names of people are for the network;
an organisation is named to everybody. Forms are for members.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from cms.access import needs, refuse_unless
from coalitions.exceptions import CoalitionError
from coalitions.forms.plans import ActionForm, PlanForm
from coalitions.models import Action
from coalitions.reads import plans as reads
from coalitions.services import plans as keeping

# What one reader may see, the next one may not.
unshared = cache_control(private=True, no_cache=True)


@unshared
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All action plans."""
    return render(request, "coalitions/plans/plans.html", {"plans": reads.plans()})


@unshared
@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """One plan: its actions by level, and what nobody has yet."""
    found = reads.one_plan(code)
    if found is None:
        raise Http404
    form = PlanForm(request.GET, found)
    actions = reads.with_owners(form.chosen(found))
    context: dict[str, Any] = {
        "plan": found,
        "coalition_page": reads.page_of(found),
        "form": form,
        "levels": reads.levels(actions, request.user),
    }
    return render(request, "coalitions/plans/plan.html", context)


@unshared
@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """One action and what happened to it."""
    found = _action(pk)
    context = {
        "action": found,
        "shown": reads.actions_shown([found], request.user)[0],
        "history": reads.history(found, request.user),
        "may_change": request.user.has_perm("coalitions.move_action", found),
    }
    return render(request, "coalitions/plans/action.html", context)


@needs("coalitions.take_action")
@never_cache
def action_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take on what nobody has."""
    found = _action(pk)
    if request.method != "POST":
        return render(request, "coalitions/plans/take.html", {"action": found})
    try:
        keeping.take_on(request.user, found)
    except CoalitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You took this on. Thank you! Change here how far it is."))
    return redirect("action", pk)


# The permission asks who has the action, so the view asks it once it knows which one.
@needs("coalitions.take_action")
@never_cache
def action_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how far an action is, who does it and before when."""
    found = _action(pk)
    refuse_unless(request.user, "coalitions.move_action", found)
    form = ActionForm(found, request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = ("state", "owner", "owner_organisation", "due", "note")
        chosen = {name: form.cleaned_data[name] for name in names}
        keeping.change_action(request.user, found, **chosen)
        messages.success(request, _("Saved."))
        return redirect("action", pk)
    return render(request, "coalitions/plans/change.html", {"action": found, "form": form})


def _action(pk: int) -> Action:
    found = reads.one_action(pk)
    if found is None:
        raise Http404
    return found
