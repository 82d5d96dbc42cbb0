"""Events in people's own calendars (RFC 5545, 5546): what goes with a mail, and what they follow.

The same UID for good, and a SEQUENCE that rises: so a calendar moves what it has instead of
showing it twice. No link that opens a registration is in here: calendars are shared.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import Any

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.mailing.texts import site_url
from events.enums import EventStatus, RegistrationStatus
from events.models import Event, Registration, SessionChoice
from events.time_zones import local, timezone_of

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
PRODUCT = "-//Schakel//Schakel//NL"
_STATUS = {EventStatus.CANCELLED: "CANCELLED", EventStatus.POSTPONED: "TENTATIVE"}


def registration_calendar(registration: Registration, method: str) -> bytes:
    """Return what puts a registration in somebody's calendar (`REQUEST`), or takes it out.

    In the active language, as everything that somebody reads of an event.
    """
    event = registration.event
    entry = _entry(event, registration.calendar_uid)
    gone = method == CANCEL
    entry["sequence"] = icalendar.vInt(sequence_of(registration))
    entry["status"] = icalendar.vText("CANCELLED" if gone else "CONFIRMED")
    entry.add("description", _description(registration))
    entry.add("organizer", icalendar.vCalAddress(f"mailto:{sender()}"))
    if registration.address:
        entry.add("attendee", _attendee(registration, gone=gone), encode=False)
    return _whole([event], [entry], method)


def sequence_of(registration: Registration) -> int:
    """Return how often what a calendar shows was changed, for everybody or for them alone."""
    return int(registration.event.calendar_sequence + registration.calendar_changes)


def calendar_of(events: Iterable[Event], name: str = "") -> bytes:
    """Return events for who follows the agenda, without anything that only who comes may know.

    Whoever has the pages at hand sets `event.pages` (by language), otherwise looked up for each.
    """
    rows = list(events)
    return _whole(rows, [_entry(each, each.translation_key) for each in rows], PUBLISH, name)


def sender() -> str:
    """Return the bare address from which mail leaves: a calendar trusts no other organiser."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def page_address(event: Event) -> str:
    """Return the whole address of the page of an event; empty without a page."""
    path = event.page.get_url() if event.page else None
    return f"{site_url()}{path}" if path and path.startswith("/") else path or ""


def _whole(
    events: list[Event], entries: list[icalendar.Event], method: str, name: str = ""
) -> bytes:
    found = icalendar.Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("method", method)):
        found.add(key, value)
    if name:
        found.add("x-wr-calname", name)
    for zone in sorted({each.zone for each in events}, key=str):
        there = [each for each in events if each.zone == zone]
        moments = [moment for each in there for moment in (each.starts_at, each.ends_at)]
        found.add_component(timezone_of(zone, moments))
    for entry in entries:
        found.add_component(entry)
    return found.to_ical()


def _entry(event: Event, uid: Any) -> icalendar.Event:
    """Return what is true of an event for everybody. A UUID alone is a good UID (RFC 7986)."""
    starts, ends = _from_and_until(event)
    entry = icalendar.Event()
    entry.add("uid", str(uid))
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    entry.add("sequence", event.calendar_sequence)
    entry.add("status", _STATUS.get(EventStatus(event.status), "CONFIRMED"))
    entry.add("summary", str(event))
    if where := place_of(event):
        entry.add("location", where)
    if address := page_address(event):
        entry.add("url", address)
    return entry


def _from_and_until(event: Event) -> tuple[datetime, datetime]:
    """Return both in the clock of the event, or both in UTC where that clock is in doubt."""
    found = local(event.starts_at, event.zone), local(event.ends_at, event.zone)
    if found[0].tzinfo is found[1].tzinfo:
        return found
    return event.starts_at, event.ends_at


def place_of(event: Event) -> str:
    """Return where an event is, on one line."""
    return ", ".join(part for part in (event.place, event.address) if part)


def _attendee(registration: Registration, *, gone: bool) -> icalendar.vCalAddress:
    attendee = icalendar.vCalAddress(f"mailto:{registration.address}")
    # A quote cannot be written in a parameter.
    attendee.params["CN"] = registration.called.replace('"', "'") or registration.address
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "DECLINED" if gone else "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    return attendee


def chosen_by(registration: Registration) -> list[SessionChoice]:
    """Return to which sessions somebody goes, in the order of the day."""
    choices = registration.choices.all()
    if "choices" not in getattr(registration, "_prefetched_objects_cache", ()):
        choices = choices.select_related("slot", "session")
    return sorted(choices, key=lambda each: each.slot.starts_at)


def _description(registration: Registration) -> str:
    event = registration.event
    lines = [
        f"{each.slot.starts_at.astimezone(event.zone):%H:%M} {each.session}"
        for each in chosen_by(registration)
    ]
    if event.online_address and registration.status == RegistrationStatus.REGISTERED:
        lines.append(_("Online: %(address)s") % {"address": event.online_address})
    lines.append(_("Your code at the door: %(code)s") % {"code": registration.code})
    return "\n".join(lines)
