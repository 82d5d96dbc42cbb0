"""Checks of the events floor that have no name in a registry: queries, links and lists."""

from typing import Any
from unittest.mock import patch

from events.models import Registration, SessionReport, SurveyInvitation
from events.models.report import FindingQuerySet


def _everywhere(*targets: str, instead: Any) -> Any:
    return lambda: [patch(target, instead) for target in targets]


def _method(owner: Any, name: str, instead: Any) -> Any:
    return lambda: [patch.object(owner, name, instead)]


def _any_host(_token: str) -> Any:
    return SessionReport.objects.filter(session__isnull=False).first()


# Each with whether search must rebuild without it.
PLACES: dict[str, tuple[Any, bool]] = {
    "who may read an event may register": (
        _everywhere("events.views.registering._may_read", instead=lambda *_args: True),
        False,
    ),
    "findings of private reports are in no list": (
        _method(FindingQuerySet, "for_everybody", lambda rows: rows.published()),
        False,
    ),
    "who may write what a session brought": (
        _everywhere("events.views.session_reports.may_write", instead=lambda *_args: True),
        False,
    ),
    "link of a host": (
        _everywhere("events.views.session_reports.report_by_link", instead=_any_host),
        False,
    ),
    "link of a registration": (
        _everywhere(
            "events.views.links.registration_of",
            instead=lambda *_args: Registration.objects.select_related("event").first(),
        ),
        False,
    ),
    "link of a survey": (
        _everywhere(
            "events.views.survey.invitation_of",
            instead=lambda _token: SurveyInvitation.objects.first(),
        ),
        False,
    ),
}
