"""An event for search engines and other machines that read pages: schema.org in JSON-LD."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from events.enums import AttendanceMode, EventKind, EventStatus
from events.models import Event
from events.services.places import Places

SCHEMA = "https://schema.org"
_STATUS = {
    EventStatus.SCHEDULED: "EventScheduled",
    EventStatus.RESCHEDULED: "EventRescheduled",
    EventStatus.POSTPONED: "EventPostponed",
    EventStatus.CANCELLED: "EventCancelled",
}
_MODE = {
    AttendanceMode.PLACE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.BOTH: "MixedEventAttendanceMode",
}
_KIND = {EventKind.TRAINING: "EducationEvent", EventKind.CAMPAIGN: "EventSeries"}
# A page may say anything: inside `<script>` nothing of it may end that element or begin another.
_ESCAPES = {ord(each): f"\\u{ord(each):04X}" for each in "<>&\u2028\u2029"}


def json_ld(event: Event, page: Any, places: Places, request: HttpRequest) -> SafeString:
    """Return an event as JSON for a `<script type="application/ld+json">`.

    The address online is left out: only who is registered gets that one.
    """
    address = request.build_absolute_uri(page.get_url(request) or "/")
    facts: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": _KIND.get(EventKind(event.kind), "Event"),
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.summary or page.search_description,
        "inLanguage": page.content_language,
        "startDate": event.starts_at.astimezone(event.zone).isoformat(timespec="minutes"),
        "endDate": event.ends_at.astimezone(event.zone).isoformat(timespec="minutes"),
        "eventStatus": f"{SCHEMA}/{_STATUS[EventStatus(event.status)]}",
        "eventAttendanceMode": f"{SCHEMA}/{_MODE[AttendanceMode(event.attendance_mode)]}",
        "location": _locations(event, address),
        "organizer": _organiser(event),
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": places.free,
    }
    known = {name: value for name, value in facts.items() if value not in (None, "", [])}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  # nothing in it can be read as markup any more


def _locations(event: Event, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    name = event.place or (str(event.neighbourhood) if event.neighbourhood else "")
    if event.attendance_mode != AttendanceMode.ONLINE and (name or event.address):
        place = {"@type": "Place", "name": name or event.address}
        found.append(place | ({"address": event.address} if event.address else {}))
    if event.attendance_mode != AttendanceMode.PLACE:
        found.append({"@type": "VirtualLocation", "url": address})
    return found


def _organiser(event: Event) -> dict[str, str] | None:
    if event.organiser is None:
        return None
    return {"@type": "Organization", "name": str(event.organiser)}
