"""What one session brought: its host writes it with a link, or signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.exceptions import EventError
from events.models import Event, Session, SessionReport
from events.services import report_mails as mails
from events.services.findings import add_finding
from events.services.links import hashed, new_token
from events.services.reports import report_of

# After the event: long enough for who is on holiday.
USABLE = timedelta(days=60)
WORDS = ("present", "about", "in_short", "closing")


@dataclass(frozen=True, slots=True)
class Written:
    """What comes with one press of a button; `key` and `finding` where something is added."""

    words: Mapping[str, Any]
    key: UUID | None = None
    finding: Mapping[str, Any] = field(default_factory=dict)
    hand_in: bool = False


def report_by_link(token: str) -> SessionReport | None:
    """Return what a link of a host is about; None for one that is not ours, or too old."""
    found: SessionReport | None = (
        SessionReport.objects.filter(link_hash=hashed(token))
        .select_related("event", "session__host", "session__slot")
        .first()
    )
    if found is None or found.event.ends_at + USABLE <= timezone.now():
        return None
    return found


def is_closed(report: SessionReport) -> bool:
    """Whether the whole report is published: from then on its organiser changes it."""
    page = report_of(report.event)
    return page is not None and page.live


def refuse_closed(report: SessionReport) -> None:
    """Raise `EventError` once the whole report is published."""
    if is_closed(report):
        raise EventError(_("The report is published. Ask the organiser to change something in it."))


@transaction.atomic
def mail_link(report: SessionReport, again: str = "") -> bool:
    """Mail the host of a session a new link, which takes the place of an earlier one.

    False where nobody knows an address. `again` tells one mail from the one before it.
    """
    session = Session.objects.select_related("host").filter(report=report).first()
    if session is None or not mails.address_of(session):
        return False
    token = new_token()
    if not mails.tell_host(report, session, token, again):
        return False
    report.link_hash = hashed(token)
    report.save(update_fields=["link_hash"])
    return True


def mail_link_again(report: SessionReport) -> bool:
    """Mail a host another link, at most one in a minute: a button pressed twice is one mail."""
    return mail_link(report, f":{timezone.now():%Y%m%d%H%M}")


@transaction.atomic
def write_session(
    report: SessionReport, written: Written, *, by: Any, for_organiser: bool = False
) -> None:
    """Keep what was written about a session, and what goes along with it as a finding.

    Raises `EventError` for a host who writes after the whole report was published.
    """
    # As publishing does: who was just in time is in the report, who was not hears so.
    Event.objects.locked(report.event_id)
    if not for_organiser:
        refuse_closed(report)
    _keep_words(report, written)
    if written.key is not None:
        add_finding(
            report.event,
            key=written.key,
            values=written.finding,
            session_report=report,
            noted_by=by,
        )


def _keep_words(report: SessionReport, written: Written) -> None:
    """Keep the words of a session; handing in twice keeps the first moment."""
    locked: SessionReport = SessionReport.objects.select_for_update().get(pk=report.pk)
    for name in WORDS:
        setattr(locked, name, written.words[name])
    if locked.handed_in_at is None:
        locked.language = get_language() or settings.LANGUAGE_CODE
    if written.hand_in and locked.handed_in_at is None:
        locked.handed_in_at = timezone.now()
    locked.save()
