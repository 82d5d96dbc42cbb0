"""Other sessions and answers, chosen behind the link in the mail."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.models import OutgoingMail
from events.enums import QuestionKind
from events.models import Event, Question, Registration, SessionChoice
from events.services.promoting import cancel
from tests.events.behind_links import manage, registered
from tests.factories import EventPageFactory, SessionFactory, SlotFactory

pytestmark = pytest.mark.django_db


def a_programme(capacity: int | None = None) -> tuple[Event, Any, Any]:
    event = EventPageFactory().event
    slot = SlotFactory(event=event)
    return (
        event,
        SessionFactory(slot=slot, title_nl="Wandelen", capacity=capacity),
        SessionFactory(slot=slot, title_nl="Koken", capacity=capacity),
    )


def test_other_sessions_and_answers_are_kept_and_told_with_the_next_number_for_calendars() -> None:
    event, walk, cook = a_programme()
    question = Question.objects.create(event=event, text_nl="Wat eet je niet?")
    registration = registered(event, sessions=[walk], answers={question: "pinda"})
    path = manage(registration, "registration_change")
    shown = Client().get(path).text
    assert "pinda" in shown

    data = {f"slot_{walk.slot_id}": cook.pk, f"question_{question.pk}": "vis"}
    answer = Client().post(path, data, follow=True)

    assert answer.status_code == 200
    assert registration.choices.get().session == cook
    assert registration.answers.get().text == "vis"
    registration.refresh_from_db()
    assert registration.calendar_changes == 1
    mail = OutgoingMail.objects.get(key__contains=":changed:")
    assert "Koken" in mail.text
    assert "Wandelen" in mail.text
    assert "vis" not in mail.text


def test_the_same_choices_sent_again_are_told_once() -> None:
    event, walk, cook = a_programme()
    registration = registered(event, sessions=[walk])
    path = manage(registration, "registration_change")

    for _time in range(2):
        Client().post(path, {f"slot_{walk.slot_id}": cook.pk})

    assert OutgoingMail.objects.filter(key__contains=":changed:").count() == 1


def test_a_session_that_is_full_is_refused_and_what_somebody_had_stays_theirs() -> None:
    event, walk, cook = a_programme(capacity=1)
    mine = registered(event, sessions=[walk])
    registered(event, sessions=[cook])
    path = manage(mine, "registration_change")

    answer = Client().post(path, {f"slot_{walk.slot_id}": cook.pk})

    assert answer.status_code == 409
    assert mine.choices.get().session == walk
    # One's own place is no reason to be refused.
    assert Client().post(path, {f"slot_{walk.slot_id}": walk.pk}).status_code == 302


def test_an_answer_that_is_yes_can_become_no() -> None:
    event = EventPageFactory().event
    question = Question.objects.create(event=event, text_nl="Lunch?", kind=QuestionKind.YES_NO)
    registration = registered(event, answers={question: "yes"})
    path = manage(registration, "registration_change")
    assert "checked" in Client().get(path).text

    Client().post(path, {"sent": "1"})

    assert not registration.answers.exists()


def test_who_waits_loses_a_session_that_filled_up_and_the_mail_says_so() -> None:
    event, walk, _cook = a_programme(capacity=1)
    Event.objects.update(capacity=1)
    first = registered(event)
    second = registered(event, sessions=[walk])
    Event.objects.update(capacity=2)
    # Somebody the organiser let in while another waited.
    let_in = Registration.objects.create(
        event=event, key=uuid4(), name="Sam", status="registered", queue_number=99
    )
    SessionChoice.objects.create(registration=let_in, slot=walk.slot, session=walk)
    Event.objects.update(capacity=3)

    cancel(first)

    second.refresh_from_db()
    assert second.status == "registered"
    assert not second.choices.exists()
    assert "Wandelen" in OutgoingMail.objects.get(key__contains=":promoted:").text
