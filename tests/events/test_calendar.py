"""What lands in somebody's own calendar, and what they follow."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from icalendar import Calendar

from cms.models import OutgoingMail
from events.calendar import CANCEL, REQUEST, calendar_of, registration_calendar
from events.enums import EventStatus, RegistrationSource
from events.models import Event, Registration
from events.services.events import call_off, move
from events.services.promoting import cancel
from events.services.registering import Person, Wish, register
from tests.factories import EventFactory, EventPageFactory, SessionFactory, SlotFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def registered(event: Event, **more: Any) -> Registration:
    person = Person(name="Noor Visser", email="noor@example.org")
    made = Wish(key=uuid4(), person=person, source=RegistrationSource.ORGANISER, **more)
    return register(event, made)


def parsed(content: bytes) -> Any:
    """Return the one entry of a calendar, with its method as `method`."""
    whole = Calendar.from_ical(content)
    entry: Any
    [entry] = whole.walk("VEVENT")
    entry.method = str(whole["METHOD"])
    return entry


def test_a_registration_is_an_invitation_that_every_calendar_reads() -> None:
    page = EventPageFactory(
        title="Samen; eten, praten", facts__place="De Brug", facts__address="Plein 1"
    )
    session = SessionFactory(slot=SlotFactory(event=page.event), title_nl="Wandelen")
    registration = registered(page.event, sessions=[session])

    content = registration_calendar(registration, REQUEST)

    entry = parsed(content)
    assert entry.method == "REQUEST"
    assert str(entry["UID"]) == str(registration.calendar_uid)
    assert entry["SEQUENCE"] == 0
    assert str(entry["SUMMARY"]) == "Samen; eten, praten"
    assert str(entry["LOCATION"]) == "De Brug, Plein 1"
    assert str(entry["ORGANIZER"]) == "mailto:schakel@schakel.example"
    assert str(entry["ATTENDEE"]) == "mailto:noor@example.org"
    assert "Wandelen" in str(entry["DESCRIPTION"])
    assert entry["DTSTART"].dt == page.event.starts_at.replace(microsecond=0)
    assert entry["DTEND"].dt == page.event.ends_at.replace(microsecond=0)
    assert entry["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert b"BEGIN:VTIMEZONE\r\n" in content
    assert b"DTSTAMP" in content


def test_no_line_is_longer_than_a_calendar_may_have() -> None:
    page = EventPageFactory(title="Één heel lange naam voor een bijeenkomst " * 4)

    lines = registration_calendar(registered(page.event), REQUEST).split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_words_cannot_add_lines_of_their_own_to_a_calendar() -> None:
    event = EventPageFactory(facts__place="Zaal\r\nATTACH:http://example.org/x").event

    entry = parsed(registration_calendar(registered(event), REQUEST))

    assert "ATTACH" not in entry


def test_no_link_that_opens_a_registration_is_in_a_calendar() -> None:
    content = registration_calendar(registered(EventPageFactory().event), REQUEST)

    assert b"/aanmelding/" not in content


def test_the_address_online_is_for_who_has_a_place_and_not_for_who_follows_the_agenda() -> None:
    page = EventPageFactory(facts__online_address="https://online.example.org/zaal")

    assert b"online.example.org" in registration_calendar(registered(page.event), REQUEST)
    assert b"online.example.org" not in calendar_of([page.event])


def test_moved_and_cancelled_are_the_same_entry_with_a_higher_number_each_time() -> None:
    event = EventPageFactory().event
    registration = registered(event)
    first = parsed(registration_calendar(registration, REQUEST))
    Event.objects.filter(pk=event.pk).update(
        starts_at=event.starts_at - timedelta(hours=1), calendar_sequence=1
    )
    moved = parsed(registration_calendar(Registration.objects.get(pk=registration.pk), REQUEST))

    gone = parsed(registration_calendar(cancel(registration), CANCEL))

    assert first["UID"] == moved["UID"] == gone["UID"]
    assert [each["SEQUENCE"] for each in (first, moved, gone)] == [0, 1, 2]
    assert first["DTSTART"].dt - moved["DTSTART"].dt == timedelta(hours=1)
    assert [each.method for each in (first, moved, gone)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert str(gone["STATUS"]) == "CANCELLED"


def test_what_moves_and_is_called_off_reaches_the_calendars_of_who_comes() -> None:
    event = EventPageFactory().event
    registration = registered(event)
    sent = OutgoingMail.objects.order_by("pk")

    move(event, None, starts_at=event.starts_at + DAY, ends_at=event.ends_at + DAY)
    call_off(event, None, "Geen zaal.")

    entries = [parsed(b64decode(each.attachments[0]["content"])) for each in sent]
    assert [str(each["UID"]) for each in entries] == [str(registration.calendar_uid)] * 3
    assert [each["SEQUENCE"] for each in entries] == [0, 1, 2]
    assert [each.method for each in entries] == ["REQUEST", "REQUEST", "CANCEL"]
    assert entries[1]["DTSTART"].dt - entries[0]["DTSTART"].dt == DAY


def test_the_agenda_in_a_calendar_tells_what_is_called_off() -> None:
    goes_on, off = EventPageFactory().event, EventPageFactory().event
    off.status = EventStatus.CANCELLED

    whole = Calendar.from_ical(calendar_of([goes_on, off], "Agenda"))

    assert str(whole["METHOD"]) == "PUBLISH"
    assert str(whole["X-WR-CALNAME"]) == "Agenda"
    entries = whole.walk("VEVENT")
    assert [str(each["STATUS"]) for each in entries] == ["CONFIRMED", "CANCELLED"]
    assert [str(each["UID"]) for each in entries] == [
        str(goes_on.translation_key),
        str(off.translation_key),
    ]
    assert len(whole.walk("VTIMEZONE")) == 1


def test_each_zone_of_an_agenda_is_told_once() -> None:
    rows = [
        EventFactory.create(timezone=zone) for zone in ("Europe/Amsterdam", "Europe/London") * 2
    ]

    whole = Calendar.from_ical(calendar_of(rows))

    assert sorted(str(each["TZID"]) for each in whole.walk("VTIMEZONE")) == [
        "Europe/Amsterdam",
        "Europe/London",
    ]


def test_an_agenda_without_events_is_still_a_calendar() -> None:
    assert Calendar.from_ical(calendar_of([])).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # An hour before and after the clock goes forward, at 1:00 UTC.
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T013000"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "20270328T033000"),
        # Half past two twice, when it goes back: the second time only UTC tells which.
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "20271031T023000"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "20271031T013000Z"),
    ],
)
def test_the_nights_in_which_the_clock_changes_are_right(moment: datetime, expected: str) -> None:
    event = EventFactory.create(starts_at=moment, ends_at=moment + timedelta(minutes=20))

    content = calendar_of([event])

    assert expected in content.decode()
    # In UTC: Python finds no two moments of different zones equal in an hour that comes twice.
    assert parsed(content)["DTSTART"].dt.astimezone(UTC) == moment


def test_a_zone_says_when_its_clock_changes_in_the_clock_before_the_change() -> None:
    """RFC 5545, 3.6.5: the clock goes forward at two in winter time, back at three in summer."""
    moment = datetime(2027, 6, 1, 12, tzinfo=UTC)
    event = EventFactory.create(starts_at=moment, ends_at=moment + timedelta(hours=1))

    zone: Any
    [zone] = Calendar.from_ical(calendar_of([event])).walk("VTIMEZONE")

    begins = {f"{each.name} {each['DTSTART'].dt:%Y-%m-%d %H:%M}" for each in zone.subcomponents}
    assert {"DAYLIGHT 2027-03-28 02:00", "STANDARD 2027-10-31 03:00"} <= begins
