"""One walks from what was said to what it is about, and back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from events.documents.findings import FindingSource
from events.enums import FindingKind
from events.models import Finding
from events.services.reports import add_session, publish_report
from knowledge.models import Lesson
from network.enums import Role
from search.documents import sources
from tests.events.reporting import gathering, note, organiser, published, signed_in
from tests.factories import (
    ActivityFactory,
    CoalitionPageFactory,
    LessonFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def event(home: Any) -> Any:
    return gathering(organiser())


def read(page: Any) -> str:
    return Client().get(page.get_url()).content.decode()


def lesson_of(said: Finding) -> Any:
    """Return the lesson that a finding became."""
    said.refresh_from_db()
    return Lesson.objects.get(findings=said)


def test_an_activity_tells_what_was_learned_about_it_at_gatherings(event: Any) -> None:
    activity = ActivityFactory(title="Buurtsoep")
    said = note(event, FindingKind.LESSON, "Soep helpt.", activities=[activity])
    assert "Soep helpt." not in read(activity)

    page = published(event)

    html = read(activity)
    assert "Soep helpt." in html
    assert f"{page.get_url()}#finding-{said.pk}" in html


def test_what_stands_in_a_private_report_is_on_no_other_page(event: Any) -> None:
    activity = ActivityFactory()
    note(event, FindingKind.LESSON, "Soep helpt.", activities=[activity])
    page = published(event)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert "Soep helpt." not in read(activity)


def test_a_lesson_leads_back_to_the_gathering_where_it_was_said(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")
    page = published(event)
    lesson = lesson_of(said)
    lesson.get_latest_revision().publish()

    html = read(Lesson.objects.get(pk=lesson.pk))

    assert f"{page.get_url()}#finding-{said.pk}" in html
    assert lesson.get_url() in read(page)


def test_a_question_leads_back_to_the_gathering_where_it_was_asked(event: Any) -> None:
    said = note(event, FindingKind.QUESTION, "Wie rijdt?")
    page = published(event)
    said.refresh_from_db()

    html = Client().get(reverse("call", args=[said.call_id])).content.decode()

    assert f"{page.get_url()}#finding-{said.pk}" in html


def test_a_coalition_and_an_organisation_tell_what_was_said_about_them(event: Any) -> None:
    organisation = OrganisationFactory()
    coalition: Any = CoalitionPageFactory(facts__lead=UserFactory()).coalition
    said = note(event, FindingKind.PROMISE, "Wij bellen de bus.", organisations=[organisation])
    Finding.objects.filter(pk=said.pk).update(coalition=coalition)
    published(event)

    assert "Wij bellen de bus." in read(coalition.page)
    address = reverse("directory_organisation", args=[organisation.code])
    member = signed_in(UserFactory(roles=[Role.MEMBER]))
    assert "Wij bellen de bus." in member.get(address).content.decode()


def test_a_long_lesson_keeps_all_its_words(event: Any) -> None:
    words = "Wie wordt opgehaald komt vaker en blijft langer en neemt iemand mee. " * 6
    said = note(event, FindingKind.LESSON, words.strip())
    published(event)

    lesson = lesson_of(said)
    assert len(lesson.title) <= 250
    assert words.strip() in lesson.explanation


def test_who_may_not_change_a_finding_gets_the_answer_of_what_does_not_exist(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")
    sent = {"key": str(said.key), "kind": "lesson", "text": "Anders."}
    for user in (UserFactory(roles=[Role.MEMBER]), organiser()):
        for name in ("finding_edit", "finding_remove"):
            address = reverse(name, args=[said.pk])
            assert signed_in(user).post(address, sent).status_code == 404, name
    assert Client().post(reverse("finding_edit", args=[said.pk]), sent).status_code == 302
    said.refresh_from_db()
    assert said.text == "Soep helpt."


def test_who_runs_it_changes_a_finding_and_ties_it_to_an_activity(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")
    activity = ActivityFactory()
    sent = {"key": str(said.key), "kind": "challenge", "text": "Soep is duur."}

    answer = signed_in(event.host).post(
        reverse("finding_edit", args=[said.pk]), sent | {"activities": [activity.pk]}
    )

    assert answer.status_code == 302
    said.refresh_from_db()
    assert (said.kind, said.text) == ("challenge", "Soep is duur.")
    assert list(said.activities.all()) == [activity]


def test_a_lesson_that_waits_for_an_editor_is_not_linked_yet(event: Any) -> None:
    said = note(event, FindingKind.LESSON, "Soep helpt.")
    page = published(event)
    lesson = lesson_of(said)

    assert not lesson.live
    assert f'href="{lesson.get_url()}"' not in read(page)


def test_search_finds_what_was_said_where_the_report_is_published(event: Any) -> None:
    said = note(event, FindingKind.CHALLENGE, "Er rijdt geen bus.")
    assert not list(FindingSource().keys())

    page = published(event)

    [document] = FindingSource().build(list(FindingSource().keys()))
    assert document.text.title == "Er rijdt geen bus."
    assert document.url == f"{page.get_url()}#finding-{said.pk}"


def test_two_lessons_with_the_same_words_both_live_on(event: Any) -> None:
    LessonFactory(title="Soep helpt.")
    said = [note(event, FindingKind.LESSON, "Soep helpt.") for _time in range(2)]
    published(event)

    for each in said:
        each.refresh_from_db()
    assert len({each.lesson_id for each in said}) == 2


def test_search_finds_a_report_by_what_its_sessions_told(event: Any) -> None:
    told = add_session(event, "Vervoer en drempels")
    told.about = "Over de avondbus."
    told.save()
    note(event, FindingKind.CHALLENGE, "Er rijdt geen bus.")
    page = published(event)

    [document] = sources["report"].build([str(page.translation_key)])

    assert "Vervoer en drempels" in document.text.context
    assert "Over de avondbus." in document.text.context
    assert document.date == timezone.localdate(event.starts_at, event.zone).isoformat()


def test_ten_findings_take_as_many_questions_as_one(event: Any) -> None:
    activity = ActivityFactory()
    coalition: Any = CoalitionPageFactory(facts__lead=UserFactory()).coalition

    def say(number: int) -> None:
        owner = UserFactory()
        for kind in (FindingKind.PROMISE, FindingKind.LESSON, FindingKind.QUESTION):
            said = note(event, kind, f"Uitspraak {number}", activities=[activity], owner=owner)
            Finding.objects.filter(pk=said.pk).update(coalition=coalition)

    def asked(page: Any) -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(page.get_url())
        return len(asked)

    say(0)
    page = published(event)
    asked(page)
    before = (asked(page), asked(activity))
    for number in range(1, 5):
        say(number)
    publish_report(event, event.host)
    # The frame of every page is read anew once a page was published.
    asked(page)

    assert (asked(page), asked(activity)) == before
