"""The nights in which the clock changes: people read the clock of the event, in the right order."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from icalendar import Calendar

from cms.models import OutgoingMail
from events.enums import LinkPurpose, RegistrationSource
from events.mails.values import moment, when
from events.models import Event, Registration
from events.services.links import new_link
from events.services.registering import Person, Wish, register
from events.services.reminder_times import due_from
from events.services.reminders import send_reminders
from tests.factories import EventFactory, EventPageFactory, SessionFactory, SlotFactory

pytestmark = pytest.mark.django_db
FORWARD, BACK = datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)
# Hours in UTC, and what the clock in Amsterdam says at that moment.
SPRING = [(-1, "00:00"), (0, "01:00"), (1, "03:00"), (2, "04:00")]
AUTUMN = [(-1, "01:00"), (0, "02:00"), (1, "02:00"), (2, "03:00")]
NIGHTS = [*((FORWARD, *each) for each in SPRING), *((BACK, *each) for each in AUTUMN)]


def at_night(night: datetime, hour: float, **facts: Any) -> Event:
    page = EventPageFactory(**{f"facts__{name}": value for name, value in facts.items()})
    starts_at = night + timedelta(hours=hour)
    Event.objects.filter(pk=page.event.pk).update(
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30)
    )
    return Event.objects.get(pk=page.event.pk)


def registered(event: Event, **more: Any) -> Registration:
    person = Person(name="Noor", email=f"{uuid4().hex[:8]}@example.org")
    source = RegistrationSource.ORGANISER
    return register(event, Wish(key=uuid4(), person=person, source=source, **more))


@pytest.mark.parametrize(("night", "hour", "clock"), NIGHTS)
def test_the_clock_of_the_event_is_read_in_mails_on_screens_and_in_calendars(
    night: datetime, hour: float, clock: str
) -> None:
    event = at_night(night, hour)
    registration = registered(event)
    token = new_link(registration, LinkPurpose.MANAGE)

    mail = OutgoingMail.objects.get()
    with override("nl"):
        page = Client().get(reverse("registration_manage", args=[token])).text
        calendar = Client().get(reverse("registration_calendar", args=[token])).content

    assert f", {clock} – " in mail.text
    assert f", {clock}</time>" in page
    entry: Any
    [entry] = Calendar.from_ical(calendar).walk("VEVENT")
    assert entry["DTSTART"].dt.astimezone(UTC) == event.starts_at


def test_the_hour_that_comes_twice_is_in_the_right_order() -> None:
    hours = [1.25, 0.75, 0.25, 1.75]
    made = {hour: at_night(BACK, hour).pk for hour in hours}

    coming = Event.objects.coming(BACK - timedelta(days=1))

    assert [each.pk for each in coming] == [made[hour] for hour in sorted(hours)]


@pytest.mark.parametrize("night", [FORWARD, BACK])
def test_rounds_in_such_a_night_are_told_in_their_order(night: datetime) -> None:
    event = at_night(night, 0)
    Event.objects.filter(pk=event.pk).update(ends_at=night + timedelta(hours=4))
    sessions = []
    for hour in (2, 0, 1):
        starts_at = night + timedelta(hours=hour)
        slot = SlotFactory(
            event=event, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50)
        )
        sessions.append(SessionFactory(slot=slot, title_nl=f"Uur {hour}"))

    registered(event, sessions=sessions)

    text = OutgoingMail.objects.get().text
    assert text.index("Uur 0") < text.index("Uur 1") < text.index("Uur 2")


@pytest.mark.parametrize(("night", "hours"), [(FORWARD, 23), (BACK, 25)])
def test_an_event_that_lasts_through_the_night_ends_when_it_says(
    night: datetime, hours: int
) -> None:
    """From noon to noon by the clock: an hour less or more for who is there."""
    day_before = night - timedelta(days=1)
    noon = day_before.replace(hour=12, tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
    event = EventFactory.create(starts_at=noon, ends_at=noon + timedelta(hours=hours))

    with override("en"):
        said = when(event)

    assert said.count("12:00") == 2


def test_another_zone_is_read_in_its_own_clock() -> None:
    event = EventFactory.create(
        timezone="America/New_York", starts_at=FORWARD, ends_at=FORWARD + timedelta(hours=1)
    )

    with override("en"):
        assert "20:00" in when(event)
        assert moment(event, FORWARD).endswith("20:00")


@pytest.mark.parametrize("night", [FORWARD, BACK])
def test_a_reminder_comes_as_many_hours_before_as_it_says(night: datetime) -> None:
    event = at_night(night, 8)
    registered(event)
    due = due_from(event)
    assert due is not None
    assert due == event.starts_at - timedelta(hours=24)
    assert due > timezone.now()

    assert send_reminders(due - timedelta(minutes=1)) == 0
    assert send_reminders(due) == 1
