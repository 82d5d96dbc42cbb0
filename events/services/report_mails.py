"""Mails about a report that is to be written: to hosts of sessions, and to who runs the event."""

from collections.abc import Iterable
from typing import Any

from cms.mailing.services import write_mail
from events.models import Event, Session, SessionReport

MAIL = "reports"


def address_of(session: Session) -> str:
    """Return where mail for the host of a session goes; empty where nobody knows."""
    host = session.host
    return (host.email if host and host.is_active else "") or session.host_email


def tell_host(report: SessionReport, session: Session, token: str, again: str = "") -> bool:
    """Mail the host of a session the link with which to write; False when it was mailed before."""
    host = session.host if session.host and session.host.is_active else None
    mail = write_mail(
        MAIL,
        "events/mails/session_link",
        {"report": report, "event": report.event, "session": session, "token": token},
        to=address_of(session),
        recipient=host,
        language=host.language if host else report.language,
        key=f"{MAIL}:session:{report.pk}{again}",
    )
    return mail is not None


def remind(event: Event, users: Iterable[Any], number: int) -> None:
    """Remind who runs an event that its report is not there yet."""
    for user in users:
        write_mail(
            MAIL,
            "events/mails/report_missing",
            {"event": event, "number": number},
            recipient=user,
            key=f"{MAIL}:missing:{event.pk}:{number}:{user.pk}",
        )
