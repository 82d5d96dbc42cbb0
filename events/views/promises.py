"""What was promised at gatherings, and what became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import needs, refuse_unless
from events.enums import FindingKind
from events.forms.findings import PromiseForm
from events.models import Finding
from events.reads.promises import PromiseFilter, listed
from events.reads.reports import shown_findings
from events.services.findings import move_promise
from events.services.reports import report_of


@needs("events.take_part")
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """All promises of published reports, those that stand open first."""
    form = PromiseFilter(request.GET)
    context = listed(request, form)
    return render(request, "events/reporting/promises.html", context)


@needs("events.take_part")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what became of one promise; for whose it is, and who runs the gathering."""
    found = Finding.objects.of_kind(FindingKind.PROMISE).select_related("event")
    finding: Finding = get_object_or_404(found, pk=pk)
    refuse_unless(request.user, "events.move_promise", finding)
    posted = request.POST if request.method == "POST" else None
    form = PromiseForm(posted, initial={"promise_state": finding.promise_state})
    if form.is_valid():
        move_promise(finding, form.cleaned_data["promise_state"])
        messages.success(request, _("Thank you. Everybody sees how it stands."))
        return redirect("promises")
    language = request.LANGUAGE_CODE
    shown = shown_findings(Finding.objects.filter(pk=pk), request.user, language)[0]
    report = report_of(finding.event)
    context = {
        "shown": shown,
        "form": form,
        "report": report if report and report.live else None,
    }
    return render(request, "events/reporting/promise.html", context)
