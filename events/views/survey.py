"""The survey behind a link in the mail, what it brought, and the figures of all events."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import needs, refuse_unless
from events.exceptions import EventError
from events.figures_file import as_table
from events.forms.figures import FiguresForm
from events.forms.survey import SurveyForm
from events.models import Event, SurveyInvitation
from events.reads.figures import SHOWN_FROM, figures_for, results_of, totals_of
from events.services.survey import answer, invitation_of
from network.exchange.writing import TYPES, as_csv

SEE_FIGURES = "events.see_figures"


# Open to whoever has the link, which is the key. A GET shows: scanners of mail open every link.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how it was, and keep an answer without a name."""
    found = invitation_of(token)
    response = _asked(request, found) if found else _closed(request)
    response["X-Robots-Tag"] = "noindex"
    return response


def _asked(request: HttpRequest, found: SurveyInvitation) -> HttpResponse:
    context = {"event": found.registration.event, "shown_from": SHOWN_FROM}
    if found.is_answered:
        return render(request, "events/survey/thanks.html", context)
    form = SurveyForm(request.POST or None)
    if form.is_valid():
        try:
            answer(found, **form.answered())
        except EventError as error:
            form.add_error(None, str(error))
        else:
            return redirect(request.path)
    return render(request, "events/survey/form.html", context | {"form": form})


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "events/survey/closed.html", status=404)


@needs("events.take_part")
@require_safe
def event_results(request: HttpRequest, pk: int) -> HttpResponse:
    """What an event brought, for whoever runs it: how many came, and what they thought."""
    event: Event = get_object_or_404(Event, pk=pk)
    refuse_unless(request.user, "events.manage", event)
    context = {
        "event": event,
        "results": results_of(event),
        "shown_from": SHOWN_FROM,
        "may_see_all": request.user.has_perm(SEE_FIGURES),
    }
    return render(request, "events/survey/results.html", context)


@needs(SEE_FIGURES)
@require_safe
def event_figures(request: HttpRequest) -> HttpResponse:
    """How many came to all events and what they thought, as a table and as a file."""
    form = FiguresForm(request.GET)
    lines = figures_for(request.user, form.chosen())
    if request.GET.get("format") == "csv":
        answered = HttpResponse(as_csv(as_table(lines)), content_type=TYPES["csv"])
        answered["Content-Disposition"] = 'attachment; filename="figures.csv"'
        return answered
    context = {
        "form": form,
        "lines": lines,
        "totals": totals_of(lines),
        "shown_from": SHOWN_FROM,
        "as_file": f"?{urlencode(request.GET.dict() | {'format': 'csv'})}",
    }
    return render(request, "events/survey/figures.html", context)
