"""Writing the report of a gathering: what there is and what is missing, and each part of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.access import needs, refuse_unless
from events.exceptions import EventError
from events.forms.findings import FindingForm
from events.forms.reporting import (
    DownloadForm,
    SessionTitleForm,
    SpeakerForm,
    WordsForm,
)
from events.models import Event, ReportPage, SessionReport
from events.reads.report_states import ReportState, state_of
from events.reads.reports import shown_findings
from events.services import reports as service
from events.services.findings import add_finding
from events.services.session_reports import mail_link_again

FORMS = ["GET", "HEAD", "POST"]


def _event(request: HttpRequest, pk: int) -> Event:
    """Return an event that this account runs."""
    event: Event = get_object_or_404(Event.objects.select_related("organiser"), pk=pk)
    refuse_unless(request.user, "events.manage", event)
    return event


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a report is, with the way to each part; the first time, begin it."""
    event = _event(request, pk)
    if request.method == "POST":
        try:
            service.begin_report(event, request.user)
        except EventError as error:
            messages.error(request, str(error))
        return redirect("report_write", pk)
    return _overview(request, event, SessionTitleForm())


def _overview(request: HttpRequest, event: Event, form: SessionTitleForm) -> HttpResponse:
    state = state_of(event)
    context = {"event": event, "state": state, "form": form}
    name = "overview" if state else "begin"
    status = 422 if form.is_bound else 200
    return render(request, f"events/reporting/{name}.html", context, status=status)


def _begun(event: Event) -> ReportPage | None:
    return service.report_of(event)


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell in running text how it went."""
    event = _event(request, pk)
    page = _begun(event)
    if page is None:
        return redirect("report_write", pk)
    posted = request.POST if request.method == "POST" else None
    seen = page.latest_revision_id or 0
    form = WordsForm(event, service.draft_of(page), seen, posted)
    if form.is_valid():
        values = form.cleaned_data
        try:
            service.keep_words(event, request.user, values, values["seen"])
        except EventError as error:
            form.add_error(None, str(error))
            # With the version they have seen now: sending once more keeps these words.
            data: Any = form.data
            form.data = data | {"seen": str(seen)}
        else:
            messages.success(request, _("Saved."))
            return redirect("report_write", pk)
    return render(request, "events/reporting/words.html", {"event": event, "form": form})


Keep = Callable[[HttpRequest, Event, Any], None]


def _part(request: HttpRequest, pk: int, template: str, form_of: Any, keep: Keep) -> HttpResponse:
    """Show a part of a report with what it holds, and add one thing to it."""
    event = _event(request, pk)
    state = state_of(event)
    if state is None:
        return redirect("report_write", pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_of(event, *posted)
    if form.is_valid():
        try:
            keep(request, event, form)
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Added. You can add another one."))
            return redirect(request.path)
    context: dict[str, Any] = {"event": event, "form": form, "state": state}
    context |= _shown(request, event, state)
    return render(request, f"events/reporting/{template}.html", context)


def _shown(request: HttpRequest, event: Event, state: ReportState) -> dict[str, Any]:
    besides = event.findings.filter(session_report=None)
    language = state.page.locale.language_code
    return {
        "findings": shown_findings(besides, request.user, language),
        "speakers": event.speakers.select_related("organisation"),
        "downloads": [row.document for row in state.draft.downloads.all()],
    }


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_speakers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who spoke to everybody."""

    def keep(_request: HttpRequest, event: Event, form: SpeakerForm) -> None:
        service.add_speaker(event, form.values())

    return _part(request, pk, "speakers", lambda _event, data, _files: SpeakerForm(data), keep)


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said to everybody: lessons, questions and promises outside the sessions."""

    def keep(request: HttpRequest, event: Event, form: FindingForm) -> None:
        values, key = form.finding_values(), form.cleaned_data["key"]
        add_finding(event, key=key, values=values, noted_by=request.user)

    def form_of(event: Event, data: Any, _files: Any) -> FindingForm:
        return FindingForm(event, data, in_network=True, of_session=False)

    return _part(request, pk, "findings", form_of, keep)


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_downloads(request: HttpRequest, pk: int) -> HttpResponse:
    """Files that everybody may have."""

    def keep(request: HttpRequest, event: Event, form: DownloadForm) -> None:
        values = form.cleaned_data
        service.add_download(event, request.user, values["title"], values["file"])

    return _part(
        request, pk, "downloads", lambda _event, data, files: DownloadForm(data, files), keep
    )


@needs("events.take_part")
@require_POST
def report_session_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Make room for a session that was not in the programme."""
    event = _event(request, pk)
    form = SessionTitleForm(request.POST)
    if not form.is_valid():
        return _overview(request, event, form)
    report = service.add_session(event, form.cleaned_data["title"])
    return redirect("session_report_own", report.pk)


@needs("events.take_part")
@require_POST
def report_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a speaker, or a file."""
    event = _event(request, pk)
    number = request.POST.get("speaker", "")
    if number.isdecimal():
        event.speakers.filter(pk=int(number)).delete()
        messages.success(request, _("Taken out."))
        return redirect("report_speakers", pk)
    document = request.POST.get("document", "")
    if document.isdecimal() and _begun(event):
        service.remove_download(event, request.user, int(document))
        messages.success(request, _("Taken out."))
    return redirect("report_downloads", pk)


@needs("events.take_part")
@require_POST
def session_report_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the host of a session a new link."""
    report = get_object_or_404(SessionReport.objects.select_related("event"), pk=pk)
    refuse_unless(request.user, "events.manage", report.event)
    if mail_link_again(report):
        messages.success(request, _("The link is on its way. The one before it stops working."))
    else:
        messages.error(
            request, _("Nobody knows an address of this host, or a link was sent a moment ago.")
        )
    return redirect("report_write", report.event_id)


@needs("events.take_part")
@never_cache
@require_http_methods(FORMS)
def report_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what publishing does, then do it."""
    event = _event(request, pk)
    state = state_of(event)
    if state is None:
        return redirect("report_write", pk)
    if request.method == "POST":
        try:
            count = service.publish_report(event, request.user)
        except EventError as error:
            messages.error(request, str(error))
            return redirect("report_write", pk)
        messages.success(request, _said(count))
        return redirect(ReportPage.objects.get(pk=state.page.pk).get_url())
    return render(request, "events/reporting/publish.html", {"event": event, "state": state})


def _said(count: int) -> str:
    if not count:
        return _("The report is published.")
    return ngettext(
        "The report is published. One lesson or question lives on from here.",
        "The report is published. %(count)d lessons and questions live on from here.",
        count,
    ) % {"count": count}
