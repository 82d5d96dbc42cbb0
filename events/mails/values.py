"""What is filled in in the mails of an event: names, times and places as people read them."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from events.calendar import chosen_by, place_of
from events.enums import AttendanceMode, MailKind, RegistrationSource, RegistrationStatus
from events.mails.words import Values
from events.models import Event, Registration
from events.reads.registrations import position_of

# In the name of somebody whom nobody knows yet: so this form cannot mail an address to others.
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"://|www\.|@|\.\w{2,}/|\.(?:com|net|org|nl|info|ru|xyz)\b")
# Who has a place may be told where it is online.
_MAY_COME = frozenset({RegistrationStatus.REGISTERED, RegistrationStatus.OFFERED})


def values_of(registration: Registration, language: str, link: str = "") -> Values:
    """Return the values of every placeholder that is about a registration."""
    event = registration.event
    with override(language):
        online = event.online_address if registration.status in _MAY_COME else ""
        return {
            **event_values(event, language),
            "name": name_of(registration),
            "where": where(event, online),
            "sessions": sessions_of(registration),
            "until": _until(registration),
            "position": _position(registration),
            "code": registration.code,
            "link": link,
        }


def event_values(event: Event, language: str) -> dict[str, str]:
    """Return the values that are the same for everybody who comes."""
    with override(language):
        return {
            "event": str(event),
            "when": when(event),
            "where": where(event),
            "organiser": str(event.organiser or ""),
        }


def name_of(registration: Registration) -> str:
    """Return how somebody is greeted; nothing for who gave an address as their name."""
    name = registration.called
    return "" if _LOOKS_LIKE_AN_ADDRESS.search(name.lower()) else name


def when(event: Event) -> str:
    """Return from when to when an event is, in the clock of its zone and the active language."""
    starts, ends = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    if starts.date() == ends.date():
        return f"{date_format(starts, 'l j F Y, H:i')} – {date_format(ends, 'H:i')}"
    return f"{date_format(starts, 'l j F Y, H:i')} – {date_format(ends, 'l j F Y, H:i')}"


def moment(event: Event, at: datetime) -> str:
    """Return a moment in the clock of an event, with its day."""
    return date_format(at.astimezone(event.zone), "l j F, H:i")


def where(event: Event, online: str = "") -> str:
    """Return where an event is, with its address online for who may have it."""
    is_online = event.attendance_mode == AttendanceMode.ONLINE
    parts = ("" if is_online else place_of(event), online or (_("Online") if is_online else ""))
    return " · ".join(part for part in parts if part)


def sessions_of(registration: Registration) -> Sequence[str]:
    """Return the sessions that were chosen, each with when it begins."""
    zone = registration.event.zone
    return [
        f"{date_format(each.slot.starts_at.astimezone(zone), 'H:i')}: {each.session}"
        + (f" ({each.session.room})" if each.session.room else "")
        for each in chosen_by(registration)
    ]


def _until(registration: Registration) -> str:
    return moment(registration.event, registration.hold_until) if registration.hold_until else ""


def _position(registration: Registration) -> str:
    position = position_of(registration)
    before = position - 1
    if not position:
        return ""
    if not before:
        return _("You are the first on the list.")
    return ngettext(
        "There is %(number)d person before you.", "There are %(number)d people before you.", before
    ) % {"number": before}


def by_whom(registration: Registration, kind: MailKind, language: str) -> str:
    """Return who registered somebody, where a colleague did; nothing in any other mail."""
    by = registration.made_by
    is_new = kind in {MailKind.REGISTERED, MailKind.WAITLISTED}
    if not is_new or by is None or registration.source != RegistrationSource.MEMBER:
        return ""
    if by.pk == registration.user_id:
        return ""
    with override(language):
        return _("%(name)s registered you. Can you not come? Cancel with the link below.") % {
            "name": by.name or _("A colleague")
        }
