"""What one session brought: written by its host with a link, or by who is signed in."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.access import needs
from events.exceptions import EventError
from events.forms.findings import FindingForm, SessionReportForm
from events.models import Finding, SessionReport
from events.reads.reports import by_kind, shown_findings
from events.services.findings import change_finding, remove_finding
from events.services.reports import report_of
from events.services.session_reports import (
    is_closed,
    report_by_link,
    write_session,
)

FORMS = ["GET", "HEAD", "POST"]


# Open to whoever has the link, which is the key. A GET shows: scanners of mail open every link.
@never_cache
@require_http_methods(FORMS)
def session_report(request: HttpRequest, token: str) -> HttpResponse:
    """Let the host of a session write without signing in."""
    report = report_by_link(token)
    if report is None or is_closed(report):
        return _hidden(_closed(request, report))

    def edit(finding: Finding) -> str:
        return reverse("session_finding", args=[token, finding.pk])

    host = report.session.host if report.session else None
    return _hidden(_written(request, report, host, edit))


def _hidden(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _closed(request: HttpRequest, report: SessionReport | None) -> HttpResponse:
    page = report_of(report.event) if report else None
    context = {"report": report, "page": page}
    status = 410 if report else 404
    return render(request, "events/reporting/closed.html", context, status=status)


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def session_report_own(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a host, or who runs the gathering, write while signed in."""
    report = get_object_or_404(_reports(), pk=pk)
    if not may_write(request.user, report):
        raise Http404

    def edit(finding: Finding) -> str:
        return reverse("finding_edit", args=[finding.pk])

    return _written(request, report, request.user, edit)


def _reports() -> Any:
    return SessionReport.objects.select_related("event", "session__host", "session__slot")


def may_write(user: Any, report: SessionReport) -> bool:
    """Whether somebody may change what a session brought.

    Its host may until the whole report is published; who runs the gathering also afterwards.
    """
    if user.has_perm("events.manage", report.event):
        return True
    hosts = report.session and user.has_perm("events.write_session_report", report.session)
    return bool(hosts) and not is_closed(report)


def _written(
    request: HttpRequest, report: SessionReport, writer: Any, edit: Callable[[Finding], str]
) -> HttpResponse:
    """Show the form of a session; every button keeps all that was typed."""
    form = SessionReportForm(report, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            _keep(request, report, form, writer)
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _said(request))
            return redirect(request.path)
    language = request.LANGUAGE_CODE
    shown = shown_findings(report.findings.all(), request.user, language)
    for each in shown:
        finding: Any = each.finding
        finding.address = edit(finding)
    context = {"report": report, "event": report.event, "form": form, "kinds": by_kind(shown)}
    status = 422 if form.is_bound else 200
    return render(request, "events/reporting/session.html", context, status=status)


def _keep(request: HttpRequest, report: SessionReport, form: SessionReportForm, by: Any) -> None:
    user: Any = request.user
    write_session(
        report,
        form.written(),
        by=by,
        for_organiser=user.has_perm("events.manage", report.event),
    )


def _said(request: HttpRequest) -> str:
    if "hand_in" in request.POST:
        return _("Thank you! It is handed in. You can still change it until it is published.")
    if "add" in request.POST:
        return _("Added. You can add another one.")
    return _("Saved.")


# Open to whoever has the link, as the report of the session is.
@never_cache
@require_http_methods(FORMS)
def session_finding(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Let the host of a session change what was written down, or take it out."""
    report = report_by_link(token)
    if report is None or is_closed(report):
        return _hidden(_closed(request, report))
    finding = get_object_or_404(Finding, pk=pk, session_report=report)
    back = reverse("session_report", args=[token])
    form = FindingForm(report.event, _posted(request), finding=finding)
    return _hidden(_changed(request, finding, form, back))


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def finding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a finding."""
    finding = _own(request, pk)
    of_session = finding.session_report is not None
    form = FindingForm(
        finding.event, _posted(request), finding=finding, in_network=True, of_session=of_session
    )
    return _changed(request, finding, form, _place(finding))


@needs("events.take_part")
@require_POST
def finding_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding out of the report."""
    finding = _own(request, pk)
    back = _place(finding)
    remove_finding(finding)
    messages.success(request, _("Taken out."))
    return redirect(back)


def _own(request: HttpRequest, pk: int) -> Finding:
    """Return a finding that this account may change."""
    found = Finding.objects.select_related("event", "session_report__session")
    finding: Finding = get_object_or_404(found, pk=pk)
    report = finding.session_report
    if not (
        request.user.has_perm("events.manage", finding.event)
        or (report is not None and may_write(request.user, report))
    ):
        raise Http404
    return finding


def _place(finding: Finding) -> str:
    if finding.session_report_id:
        return reverse("session_report_own", args=[finding.session_report_id])
    return reverse("report_findings", args=[finding.event_id])


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" and "remove" not in request.POST else None


def _changed(request: HttpRequest, finding: Finding, form: FindingForm, back: str) -> HttpResponse:
    if "remove" in request.POST:
        remove_finding(finding)
        messages.success(request, _("Taken out."))
        return redirect(back)
    if form.is_valid():
        change_finding(finding, form.finding_values())
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"finding": finding, "event": finding.event, "form": form, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "events/reporting/finding.html", context, status=status)
