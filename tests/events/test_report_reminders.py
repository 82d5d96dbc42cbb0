"""Hosts get their link on the day; a report that is not there reminds twice and then no more."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from cms.mailing.sending import send_due
from cms.models import OutgoingMail
from cms.notices.reads import what_waits
from cms.views.desk import heaps_for
from events.enums import EventKind, EventStatus, FindingKind
from events.models import SessionReport
from events.services.report_duties import remind_of_reports, send_session_links
from network.enums import Role
from tests.events.reporting import gathering, note, organiser, published
from tests.factories import (
    EventFactory,
    MemberFactory,
    OrganisationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Amsterdam")
AFTERNOON = datetime(2026, 12, 3, 14, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def session(home: Any) -> Any:
    """A session of an afternoon in December, whose host has no account."""
    event = EventFactory(starts_at=AFTERNOON)
    return SessionFactory(slot=SlotFactory(event=event), host_email="gastheer@schakel.example")


def links() -> Any:
    return OutgoingMail.objects.filter(key__startswith="reports:session")


def missing() -> Any:
    return OutgoingMail.objects.filter(key__startswith="reports:missing").order_by("pk")


@pytest.mark.parametrize(
    ("hour", "count"), [(timedelta(hours=-7), 0), (timedelta(hours=-5), 1), (timedelta(days=2), 1)]
)
def test_a_host_gets_the_link_in_the_morning_of_the_day_and_not_before(
    session: Any, hour: timedelta, count: int
) -> None:
    send_session_links(AFTERNOON + hour)

    assert links().count() == count


def test_the_link_is_mailed_once_however_often_the_worker_looks(session: Any) -> None:
    counts = [send_session_links(AFTERNOON) for _time in range(3)]

    assert counts == [1, 0, 0]
    assert links().count() == 1


def test_the_link_in_the_mail_opens_the_session(session: Any, mailoutbox: Any) -> None:
    event = session.slot.event
    event.starts_at = timezone.now() - timedelta(minutes=5)
    event.ends_at = timezone.now() + timedelta(hours=1)
    event.save()
    send_session_links()

    text = links().get().text
    path = next(line for line in text.splitlines() if "/sessie/" in line)
    address = path[path.index("/nl/") :]

    assert Client().get(address).status_code == 200
    send_due()
    assert mailoutbox[0].to == ["gastheer@schakel.example"]


def test_after_a_week_no_link_is_mailed_any_more(session: Any) -> None:
    send_session_links(AFTERNOON + timedelta(days=8))

    assert not links().exists()


def test_a_host_who_handed_in_already_gets_no_link(session: Any) -> None:
    SessionReport.objects.create(
        event=session.slot.event, session=session, title="Vervoer", handed_in_at=AFTERNOON
    )

    assert send_session_links(AFTERNOON) == 0


def test_of_what_was_called_off_no_link_is_mailed(session: Any) -> None:
    event = session.slot.event
    event.status = EventStatus.CANCELLED
    event.save()

    assert send_session_links(AFTERNOON) == 0


@pytest.fixture
def event(home: Any) -> Any:
    return gathering(organiser(), days_ago=0.1)


def test_a_missing_report_reminds_after_three_and_after_seven_days(event: Any) -> None:
    counts = [
        remind_of_reports(event.ends_at + timedelta(days=days)) for days in (2, 3, 3, 5, 7, 7, 12)
    ]

    assert counts == [0, 1, 0, 0, 1, 0, 0]
    assert [mail.recipient for mail in missing()] == [event.host, event.host]


def test_a_worker_that_was_off_reminds_once_and_not_twice(event: Any) -> None:
    late = event.ends_at + timedelta(days=9)

    assert [remind_of_reports(late), remind_of_reports(late)] == [1, 0]


def test_of_what_is_long_ago_nobody_is_reminded(event: Any) -> None:
    assert remind_of_reports(event.ends_at + timedelta(days=30)) == 0


def test_a_report_that_is_published_reminds_of_nothing(event: Any) -> None:
    note(event, FindingKind.CHALLENGE, "Geen bus.")
    published(event)

    assert remind_of_reports(event.ends_at + timedelta(days=4)) == 0


@pytest.mark.parametrize(
    "facts", [{"kind": EventKind.CAMPAIGN_ACTIVITY}, {"status": EventStatus.CANCELLED}]
)
def test_of_what_needs_no_report_nobody_is_reminded(home: Any, facts: dict[str, Any]) -> None:
    event = gathering(organiser(), days_ago=4, **facts)

    assert event.pk
    assert remind_of_reports() == 0


def test_without_a_host_who_organises_for_the_organisation_is_reminded(home: Any) -> None:
    organisation = OrganisationFactory()
    colleague: Any = organiser()
    MemberFactory(user=colleague, organisation=organisation, organisation_claimed=False)
    coordinator = UserFactory(roles=[Role.MEMBER, Role.COORDINATOR])
    with_organisation = gathering(None, days_ago=4, organiser=organisation)
    gathering(None, days_ago=4)

    remind_of_reports()

    told = {mail.key.split(":")[2]: mail.recipient for mail in missing()}
    assert told.pop(str(with_organisation.pk)) == colleague
    assert list(told.values()) == [coordinator]


def test_the_report_waits_for_who_runs_it_and_later_for_the_coordinator(home: Any) -> None:
    event = gathering(organiser(), days_ago=1)
    coordinator = UserFactory(roles=[Role.MEMBER, Role.COORDINATOR])

    def on_desk() -> list[str]:
        return [item.address for heap in heaps_for(coordinator) for item in heap.first]

    def waits() -> list[str]:
        return [item.address for heap in what_waits(event.host) for item in heap.items]

    address = next(item for item in waits() if "verslag" in item)
    assert address not in on_desk()

    event.ends_at -= timedelta(days=3)
    event.starts_at -= timedelta(days=3)
    event.save()
    assert address in on_desk()

    note(event, FindingKind.CHALLENGE, "Geen bus.")
    published(event)
    assert address not in on_desk()
    assert address not in waits()


def test_a_session_waits_for_its_host_until_it_is_handed_in(home: Any) -> None:
    event = gathering(organiser(), days_ago=1)
    host = UserFactory(roles=[Role.MEMBER])
    session: Any = SessionFactory(slot=SlotFactory(event=event), host=host)
    report = SessionReport.objects.create(event=event, session=session, title="Vervoer")

    def waits() -> list[str]:
        return [item.line for heap in what_waits(host) for item in heap.items]

    assert any("Vervoer" in line for line in waits())

    report.handed_in_at = timezone.now()
    report.save()
    assert not any("Vervoer" in line for line in waits())
