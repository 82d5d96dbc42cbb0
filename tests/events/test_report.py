"""The report of a gathering: begun once, written by several people, published once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.models import OutgoingMail
from coalitions.models import Call
from events.enums import FindingKind, PromiseState
from events.exceptions import EventError
from events.models import Event, EventPage, ReportPage
from events.services import reports as service
from events.services.findings import add_finding, change_finding, move_promise
from knowledge.models import Lesson, LessonIndex
from network.enums import Role
from tests.events.reporting import gathering, note, signed_in
from tests.events.reporting import organiser as an_organiser
from tests.factories import (
    ActivityFactory,
    EventPageFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def organiser(home: Any) -> Any:
    return an_organiser()


@pytest.fixture
def event(organiser: Any) -> Any:
    """A gathering of yesterday with one session, on a site that has reports and lessons."""
    event = gathering(organiser)
    EventPage.objects.update(title="Samen aan tafel")
    SessionFactory(slot=SlotFactory(event=event), title_nl="Vervoer")
    return Event.objects.get(pk=event.pk)


@pytest.fixture
def page(event: Any, organiser: Any) -> ReportPage:
    return service.begin_report(event, organiser)


def test_a_report_is_begun_once_as_a_draft_with_room_for_each_session(
    event: Any, organiser: Any
) -> None:
    first = service.begin_report(event, organiser)
    again = service.begin_report(event, organiser)

    assert first.pk == again.pk
    assert not first.live
    assert "Samen aan tafel" in first.title
    assert [each.title for each in event.session_reports.all()] == ["Vervoer"]


def test_opening_the_screen_begins_nothing(event: Any, organiser: Any) -> None:
    address = reverse("report_write", args=[event.pk])

    shown = signed_in(organiser).get(address)
    assert shown.status_code == 200
    assert not ReportPage.objects.exists()

    signed_in(organiser).post(address)
    assert ReportPage.objects.count() == 1


def test_nobody_but_who_runs_it_writes_a_report(event: Any, page: Any) -> None:
    other = UserFactory(roles=[Role.MEMBER, Role.ORGANISER])
    names = ("report_write", "report_words", "report_speakers", "report_findings")
    for name in (*names, "report_downloads", "report_publish"):
        address = reverse(name, args=[event.pk])
        assert signed_in(other).get(address).status_code == 404, name
        assert signed_in(other).post(address).status_code == 404, name
        assert Client().get(address).status_code == 302, name
    page.refresh_from_db()
    assert not page.live


def test_words_are_kept_as_a_draft_that_nobody_else_reads(
    event: Any, page: Any, organiser: Any
) -> None:
    address = reverse("report_words", args=[event.pk])
    sent = {"seen": page.latest_revision_id, "format": "Wij aten soep.", "counted_present": 40}

    answer = signed_in(organiser).post(address, sent)

    assert answer.status_code == 302
    page.refresh_from_db()
    event.refresh_from_db()
    assert service.draft_of(page).format == "Wij aten soep."
    assert event.counted_present == 40
    assert not page.live


def test_who_saves_after_somebody_else_keeps_their_words_and_hears_of_it(
    event: Any, page: Any, organiser: Any
) -> None:
    address, seen = reverse("report_words", args=[event.pk]), page.latest_revision_id
    client = signed_in(organiser)
    client.post(address, {"seen": seen, "format": "De eerste."})

    late = client.post(address, {"seen": seen, "format": "De tweede."})

    assert late.status_code == 200
    assert "De tweede." in late.content.decode()
    page.refresh_from_db()
    assert service.draft_of(page).format == "De eerste."
    again = late.context["form"].data
    assert client.post(address, again).status_code == 302
    page.refresh_from_db()
    assert service.draft_of(page).format == "De tweede."


def test_what_is_published_is_read_by_everybody(event: Any, page: Any, organiser: Any) -> None:
    note(event, FindingKind.CHALLENGE, "Er is geen vervoer in de avond.")
    service.publish_report(event, organiser)

    shown = Client().get(ReportPage.objects.get(pk=page.pk).get_url())

    assert shown.status_code == 200
    assert "Er is geen vervoer in de avond." in shown.content.decode()


def test_a_session_of_which_nobody_told_is_left_out(event: Any, page: Any, organiser: Any) -> None:
    note(event, FindingKind.CHALLENGE, "Er is geen bus.")
    service.publish_report(event, organiser)

    shown = Client().get(ReportPage.objects.get(pk=page.pk).get_url())

    assert shown.context["report"].sessions == []
    assert "Vervoer" not in shown.content.decode()


def test_a_report_holds_numbers_and_no_names(event: Any, page: Any, organiser: Any) -> None:
    for name in ("Anna Achternaam", "Bea Achternaam"):
        RegistrationFactory(event=event, status="registered", name=name)
    event.counted_present = 2
    event.save()
    note(event, FindingKind.CHALLENGE, "Er is geen bus.")
    service.publish_report(event, organiser)

    shown = Client().get(ReportPage.objects.get(pk=page.pk).get_url())

    assert (shown.context["figures"].attended, shown.context["figures"].registered) == (2, 2)
    assert "Achternaam" not in shown.content.decode()


def test_an_empty_report_is_not_published(event: Any, page: Any, organiser: Any) -> None:
    with pytest.raises(EventError):
        service.publish_report(event, organiser)

    page.refresh_from_db()
    assert not page.live


def test_a_lesson_lives_on_as_a_page_about_its_activities_and_leads_back(
    event: Any, page: Any, organiser: Any
) -> None:
    activity = ActivityFactory(title="Buurtsoep")
    said = note(event, FindingKind.LESSON, "Wie wordt opgehaald, komt.", activities=[activity])

    service.publish_report(event, organiser)

    said.refresh_from_db()
    lesson = Lesson.objects.get(findings=said)
    assert lesson.title == "Wie wordt opgehaald, komt."
    assert [each.activity.pk for each in lesson.activity_links.all()] == [activity.pk]
    assert lesson.learned_from_id == page.pk
    assert lesson.learned_on == timezone.localdate(event.starts_at).isoformat()
    assert not lesson.live, "an editor looks first"


def test_a_question_lives_on_as_a_question_that_everybody_can_answer(
    event: Any, page: Any, organiser: Any
) -> None:
    said = note(event, FindingKind.QUESTION, "Wie rijdt er in de avond?")

    service.publish_report(event, organiser)

    said.refresh_from_db()
    call = Call.objects.get(findings=said)
    assert (call.kind, call.visibility, call.line) == ("question", "public", said.text)
    assert call.occasion == "Samen aan tafel"
    assert call.asked_by == organiser


def test_published_twice_everything_lives_on_once_and_one_mail_is_sent(
    event: Any, page: Any, organiser: Any
) -> None:
    RegistrationFactory(event=event, status="registered")
    note(event, FindingKind.LESSON, "Soep helpt.")
    note(event, FindingKind.QUESTION, "Wie helpt?")

    counts = [service.publish_report(event, organiser) for _time in range(2)]
    note(event, FindingKind.QUESTION, "En wie nog meer?")
    later = service.publish_report(event, organiser)

    assert (counts, later) == ([2, 0], 1)
    assert Lesson.objects.filter(title="Soep helpt.").count() == 1
    assert Call.objects.count() == 2
    assert OutgoingMail.objects.filter(key__contains=":report:").count() == 1


def test_where_a_lesson_cannot_be_made_nothing_is_published(
    event: Any, page: Any, organiser: Any
) -> None:
    note(event, FindingKind.LESSON, "Soep helpt.")
    LessonIndex.objects.all().delete()

    with pytest.raises(EventError):
        service.publish_report(event, organiser)

    page.refresh_from_db()
    assert not page.live
    assert not OutgoingMail.objects.filter(key__contains=":report:").exists()


def test_one_walks_from_a_finding_to_its_activity_and_its_question(
    event: Any, page: Any, organiser: Any
) -> None:
    activity = ActivityFactory(title="Buurtbus")
    said = note(event, FindingKind.QUESTION, "Wie rijdt?", activities=[activity])
    service.publish_report(event, organiser)
    said.refresh_from_db()

    html = Client().get(ReportPage.objects.get(pk=page.pk).get_url()).content.decode()

    assert f'href="{activity.get_url()}"' in html
    assert reverse("call", args=[said.call_id]) in html


def test_a_speaker_added_twice_is_one_and_can_be_taken_out(
    event: Any, page: Any, organiser: Any
) -> None:
    address, client = reverse("report_speakers", args=[event.pk]), signed_in(organiser)
    for _time in range(2):
        client.post(address, {"who": "De wethouder", "message": "Er is geld."})

    assert event.speakers.count() == 1

    client.post(reverse("report_remove", args=[event.pk]), {"speaker": event.speakers.get().pk})
    assert event.speakers.count() == 0


def test_a_file_goes_with_the_report_and_not_before_it_is_published(
    event: Any, page: Any, organiser: Any
) -> None:
    address, client = reverse("report_downloads", args=[event.pk]), signed_in(organiser)
    file = SimpleUploadedFile("dia.pdf", b"%PDF-1.4 dia")

    answer = client.post(address, {"title": "De dia's", "file": file})
    assert answer.status_code == 302
    note(event, FindingKind.LESSON, "Soep helpt.")
    service.publish_report(event, organiser)

    assert "De dia" in Client().get(ReportPage.objects.get(pk=page.pk).get_url()).content.decode()


@pytest.mark.parametrize("name", ["virus.exe", "pagina.html", "tekening.svg"])
def test_a_file_that_runs_something_is_refused(
    event: Any, page: Any, organiser: Any, name: str
) -> None:
    address = reverse("report_downloads", args=[event.pk])
    sent = {"title": "Bestand", "file": SimpleUploadedFile(name, b"<script>")}

    answer = signed_in(organiser).post(address, sent)

    assert answer.context["form"].errors["file"]
    assert not service.draft_of(page).downloads.count()


def test_what_is_no_promise_has_no_owner(event: Any, organiser: Any) -> None:
    said = note(event, FindingKind.PROMISE, "Ik bel de bus.", owner=organiser, owner_text="De bus")

    change_finding(said, {"kind": FindingKind.LESSON, "text": "De bus rijdt.", "owner": organiser})

    said.refresh_from_db()
    assert (said.owner, said.owner_text, said.due) == (None, "", None)


def test_only_a_promise_is_kept(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")

    with pytest.raises(EventError):
        move_promise(said, PromiseState.KEPT)


def test_a_key_of_something_said_elsewhere_is_refused(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")
    other: Any = EventPageFactory().event

    with pytest.raises(EventError):
        add_finding(other, key=said.key, values={"kind": FindingKind.LESSON, "text": "Thee."})


def test_reports_are_listed_with_the_latest_gathering_first(
    event: Any, page: Any, organiser: Any
) -> None:
    note(event, FindingKind.LESSON, "Soep helpt.")
    service.publish_report(event, organiser)
    older = EventPageFactory(title="Eerder", facts__host=organiser).event
    older.starts_at = timezone.now() - timedelta(days=90)
    older.save()
    service.begin_report(older, organiser)
    note(older, FindingKind.LESSON, "Thee ook.")
    service.publish_report(older, organiser)

    index = ReportPage.objects.get(pk=page.pk).get_parent()
    shown = Client().get(index.get_url())

    assert [each.facts.pk for each in shown.context["results"]] == [event.pk, older.pk]
