"""The state of play, for members: to read on a phone and to print on two sheets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.access import needs
from coalitions.forms.state_of_play import SinceForm
from coalitions.models import Coalition
from coalitions.reads.state_of_play import state_of_one
from coalitions.reads.state_of_play import state_of_play as read_all

READ = "coalitions.read_state_of_play"


@needs(READ)
@require_safe
def state_of_play(request: HttpRequest) -> HttpResponse:
    """All coalitions at a glance."""
    form = SinceForm(request.GET)
    state = read_all(request.user, form.day)
    context = {"form": form, "state": state, "today": timezone.localdate()}
    return render(request, "coalitions/state_of_play/all.html", context)


@needs(READ)
@require_safe
def state_of_play_coalition(request: HttpRequest, pk: int) -> HttpResponse:
    """One coalition, in its own words."""
    form = SinceForm(request.GET)
    state = state_of_one(request.user, get_object_or_404(Coalition, pk=pk), form.day)
    if state is None:
        raise Http404
    context = {"form": form, "state": state, "today": timezone.localdate()}
    return render(request, "coalitions/state_of_play/one.html", context)
