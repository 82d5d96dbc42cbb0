"""Addresses of what comes after a gathering: its report, findings and promises."""

from django.urls import URLPattern, path

from cms.routes import route
from events.views import promises, reporting, session_reports

REPORTS: list[URLPattern] = [
    path(
        route(nl="agenda/<int:pk>/verslag/", en="agenda/<int:pk>/report/"),
        reporting.report_write,
        name="report_write",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/hoe-het-ging/", en="agenda/<int:pk>/report/how-it-went/"),
        reporting.report_words,
        name="report_words",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/sprekers/", en="agenda/<int:pk>/report/speakers/"),
        reporting.report_speakers,
        name="report_speakers",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/voor-iedereen/", en="agenda/<int:pk>/report/for-all/"),
        reporting.report_findings,
        name="report_findings",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/bestanden/", en="agenda/<int:pk>/report/downloads/"),
        reporting.report_downloads,
        name="report_downloads",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/sessie/", en="agenda/<int:pk>/report/session/"),
        reporting.report_session_add,
        name="report_session_add",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/weghalen/", en="agenda/<int:pk>/report/take-out/"),
        reporting.report_remove,
        name="report_remove",
    ),
    path(
        route(nl="agenda/<int:pk>/verslag/publiceren/", en="agenda/<int:pk>/report/publish/"),
        reporting.report_publish,
        name="report_publish",
    ),
    path(
        route(nl="sessieverslag/<int:pk>/link/", en="session-report/<int:pk>/link/"),
        reporting.session_report_link,
        name="session_report_link",
    ),
    path(
        route(nl="sessieverslag/<int:pk>/", en="session-report/<int:pk>/"),
        session_reports.session_report_own,
        name="session_report_own",
    ),
    path(
        route(nl="sessie/<str:token>/", en="session/<str:token>/"),
        session_reports.session_report,
        name="session_report",
    ),
    path(
        route(nl="sessie/<str:token>/<int:pk>/", en="session/<str:token>/<int:pk>/"),
        session_reports.session_finding,
        name="session_finding",
    ),
    path(
        route(nl="uitkomsten/<int:pk>/veranderen/", en="findings/<int:pk>/change/"),
        session_reports.finding_edit,
        name="finding_edit",
    ),
    path(
        route(nl="uitkomsten/<int:pk>/weghalen/", en="findings/<int:pk>/take-out/"),
        session_reports.finding_remove,
        name="finding_remove",
    ),
    path(route(nl="beloften/", en="promises/"), promises.promises, name="promises"),
    path(route(nl="beloften/<int:pk>/", en="promises/<int:pk>/"), promises.promise, name="promise"),
]
