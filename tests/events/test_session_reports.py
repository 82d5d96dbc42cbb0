"""A host writes about their own session: with a link and without signing in, or signed in."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.models import OutgoingMail
from events.enums import FindingKind
from events.exceptions import EventError
from events.models import Finding, SessionReport
from events.services.links import hashed
from events.services.reports import begin_report
from events.services.session_reports import Written, mail_link, write_session
from network.enums import Role
from tests.events.reporting import gathering, note, organiser, published, signed_in
from tests.factories import SessionFactory, SlotFactory, UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def report(home: Any) -> SessionReport:
    """The report of one of two sessions; its host was mailed a link."""
    event = gathering(organiser())
    slot = SlotFactory(event=event)
    host = UserFactory(roles=[Role.MEMBER])
    SessionFactory(slot=slot, title_nl="Vervoer", host=host)
    SessionFactory(slot=slot, title_nl="Eten")
    begin_report(event, event.host)
    found: SessionReport = event.session_reports.get(title="Vervoer")
    found.link_hash = hashed(TOKEN)
    found.save()
    return found


def address() -> str:
    return reverse("session_report", args=[TOKEN])


def form(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "kind": "lesson", "text": ""} | more


def test_a_host_adds_one_thing_at_a_time_without_signing_in(report: SessionReport) -> None:
    client = Client()

    for text in ("Wie wordt opgehaald, komt.", "Een bus is te duur."):
        answer = client.post(address(), form(text=text, add="yes"))
        assert answer.status_code == 302

    said = Finding.objects.filter(session_report=report)
    assert [each.text for each in said] == ["Wie wordt opgehaald, komt.", "Een bus is te duur."]
    assert {each.noted_by for each in said} == {report.session.host}  # type: ignore[union-attr]
    assert "_auth_user_id" not in client.session


def test_every_button_keeps_all_that_was_typed(report: SessionReport) -> None:
    Client().post(address(), form(text="Soep helpt.", present="12", about="Over soep.", add="yes"))
    report.refresh_from_db()
    assert (report.present, report.about, report.handed_in_at) == (12, "Over soep.", None)

    Client().post(address(), form(text="Thee ook.", about="Over soep en thee.", hand_in="yes"))
    report.refresh_from_db()
    assert report.about == "Over soep en thee."
    assert report.handed_in_at
    assert report.findings.count() == 2


def test_the_same_form_twice_is_one_finding(report: SessionReport) -> None:
    sent = form(text="Soep helpt.", add="yes")

    for _time in range(2):
        Client().post(address(), sent)

    assert Finding.objects.count() == 1


def test_looking_changes_nothing(report: SessionReport) -> None:
    before = SessionReport.objects.values().get(pk=report.pk)

    assert Client().get(address()).status_code == 200
    assert Client().head(address()).status_code == 200

    assert SessionReport.objects.values().get(pk=report.pk) == before


def test_a_wrong_number_keeps_what_was_typed(report: SessionReport) -> None:
    answer = Client().post(address(), form(text="Soep helpt.", present="veel", about="Over soep."))

    assert answer.status_code == 422
    assert "Over soep." in answer.content.decode()
    assert "Soep helpt." in answer.content.decode()
    assert not Finding.objects.exists()


def test_details_of_a_person_are_asked_about_first(report: SessionReport) -> None:
    answer = Client().post(address(), form(text="Bel haar op 06-12345678.", add="yes"))

    assert answer.status_code == 422
    assert not Finding.objects.exists()


def test_a_host_changes_and_takes_out_what_they_wrote(report: SessionReport) -> None:
    said = note(report.event, FindingKind.LESSON, "Soep helpt.")
    said.session_report = report
    said.save()
    place = reverse("session_finding", args=[TOKEN, said.pk])

    Client().post(place, form(kind="question", text="Helpt soep?"))
    said.refresh_from_db()
    assert (said.kind, said.text) == ("question", "Helpt soep?")

    Client().post(place, {"remove": "yes"})
    assert not Finding.objects.filter(pk=said.pk).exists()


def test_a_link_reaches_no_finding_of_another_session(report: SessionReport) -> None:
    other = note(report.event, FindingKind.LESSON, "Van de hele zaal.")
    place = reverse("session_finding", args=[TOKEN, other.pk])

    assert Client().get(place).status_code == 404
    assert Client().post(place, {"remove": "yes"}).status_code == 404
    assert Finding.objects.filter(pk=other.pk).exists()


def test_a_link_of_somebody_else_or_too_old_opens_nothing(report: SessionReport) -> None:
    assert Client().get(reverse("session_report", args=["anders"])).status_code == 404

    event = report.event
    event.ends_at = timezone.now() - timedelta(days=61)
    event.starts_at = event.ends_at - timedelta(hours=2)
    event.save()

    assert Client().get(address()).status_code == 404
    Client().post(address(), form(text="Te laat.", add="yes"))
    assert not Finding.objects.exists()


def test_after_publication_the_link_thanks_and_writes_no_more(report: SessionReport) -> None:
    note(report.event, FindingKind.CHALLENGE, "Geen bus.")
    page = published(report.event)

    shown = Client().get(address())
    Client().post(address(), form(text="Toch nog iets.", add="yes"))

    assert shown.status_code == 410
    assert page.get_url() in shown.content.decode()
    assert not Finding.objects.filter(text="Toch nog iets.").exists()


def test_a_host_who_signs_in_writes_their_own_session_and_no_other(report: SessionReport) -> None:
    client = signed_in(report.session.host)  # type: ignore[union-attr]
    other = report.event.session_reports.exclude(pk=report.pk).get()

    own = client.post(
        reverse("session_report_own", args=[report.pk]), form(text="Soep helpt.", add="yes")
    )

    assert own.status_code == 302
    assert Finding.objects.get().noted_by == report.session.host  # type: ignore[union-attr]
    assert client.get(reverse("session_report_own", args=[other.pk])).status_code == 404


def test_after_publication_only_who_runs_it_changes_a_session(report: SessionReport) -> None:
    note(report.event, FindingKind.CHALLENGE, "Geen bus.")
    published(report.event)
    place = reverse("session_report_own", args=[report.pk])

    assert signed_in(report.session.host).get(place).status_code == 404  # type: ignore[union-attr]
    assert signed_in(report.event.host).get(place).status_code == 200


def test_another_link_takes_the_place_of_the_first(report: SessionReport) -> None:
    assert mail_link(report, ":again")

    mail = OutgoingMail.objects.get(kind="reports")
    report.refresh_from_db()
    assert mail.to == report.session.host.email  # type: ignore[union-attr]
    assert report.link_hash not in {hashed(TOKEN), ""}
    assert Client().get(address()).status_code == 404


def test_a_host_without_a_known_address_gets_no_link(report: SessionReport) -> None:
    other = report.event.session_reports.exclude(pk=report.pk).get()

    assert not mail_link(other)
    assert not OutgoingMail.objects.exists()


def test_a_session_that_was_not_in_the_programme_gets_a_report_too(report: SessionReport) -> None:
    client = signed_in(report.event.host)
    place = reverse("report_session_add", args=[report.event_id])

    for _time in range(2):
        client.post(place, {"title": "Aan de bar"})

    assert report.event.session_reports.filter(title="Aan de bar", session=None).count() == 1


def test_a_host_who_sends_while_it_is_being_published_hears_so_and_adds_nothing(
    report: SessionReport,
) -> None:
    note(report.event, FindingKind.CHALLENGE, "Geen bus.")
    published(report.event)
    words = dict.fromkeys(("about", "in_short", "closing"), "") | {"present": None}
    written = Written(words, uuid4(), {"kind": FindingKind.LESSON, "text": "Te laat."})

    with pytest.raises(EventError):
        write_session(report, written, by=None)

    assert not Finding.objects.filter(text="Te laat.").exists()
