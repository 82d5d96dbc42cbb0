"""What the links in mails open: nothing happens by looking, and only with the right key."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import EventStatus, LinkPurpose, Promotion, QuestionKind, RegistrationSource
from events.models import Event, Link, Question, Registration, SessionChoice
from events.services.event_mails import tell_called_off, tell_moved
from events.services.links import new_link
from events.services.promoting import cancel
from events.services.registering import Person, Wish, register
from events.services.reminders import send_reminders
from tests.factories import EventPageFactory, SessionFactory, SlotFactory

pytestmark = pytest.mark.django_db


def registered(event: Event, **more: Any) -> Registration:
    person = Person(name="Noor Visser", email=f"{uuid4().hex[:8]}@example.org")
    source = more.pop("source", RegistrationSource.ORGANISER)
    return register(event, Wish(key=uuid4(), person=person, source=source, **more))


def link_in(mail: OutgoingMail) -> str:
    """Return the path of the link of a mail."""
    [path] = re.findall(r"https?://[^/\s]+(/nl/aanmelding/\S+)", mail.text)
    return path


def newest() -> str:
    return link_in(OutgoingMail.objects.latest("pk"))


def manage(registration: Registration, name: str = "registration_manage") -> str:
    return reverse(name, args=[new_link(registration, LinkPurpose.MANAGE)])


def everything() -> str:
    """Return all that is kept on this floor and in the outbox."""
    tables: Iterable[type[models.Model]] = [
        *apps.get_app_config("events").get_models(),
        OutgoingMail,
    ]
    rows = [row for table in tables for row in table._base_manager.order_by("pk")]
    return serializers.serialize("json", rows)


def test_looking_at_any_link_that_is_mailed_changes_nothing() -> None:
    event = EventPageFactory(facts__capacity=1, facts__promotion=Promotion.OFFER).event
    first = registered(event)
    registered(event, source=RegistrationSource.PUBLIC)
    registered(event)
    cancel(first)
    registered(event)
    tell_moved(event)
    tell_called_off(event)
    Registration.objects.update(confirmed_at=timezone.now() - timedelta(days=60))
    send_reminders(event.starts_at - timedelta(hours=1))
    mails = OutgoingMail.objects.order_by("pk")
    kinds = {str(mail.key).split(":")[1] for mail in mails}
    links = [path for mail in mails for path in re.findall(r"https?://[^/\s]+(/nl/\S+)", mail.text)]
    pages = [path for path in links if path.count("/") > 3]
    for path in pages:
        if path.startswith("/nl/aanmelding/") and path.count("/") == 4:
            links += [path + end for end in ("wijzigen/", "afmelden/", "agenda.ics")]
    before = everything()

    answers = {path: Client().get(path).status_code for path in links}
    answers |= {f"HEAD {path}": Client().head(path).status_code for path in links}

    assert everything() == before
    assert {"confirm", "registered", "waitlisted", "offered", "cancelled", "moved"} <= kinds
    assert set(answers.values()) <= {200, 404}
    assert sum(status == 200 for status in answers.values()) > 10


def test_an_address_is_confirmed_by_a_post_and_leads_to_the_page_of_the_registration() -> None:
    event = EventPageFactory(facts__capacity=2).event
    registration = registered(event, source=RegistrationSource.PUBLIC)
    path = newest()

    assert "Ja, ik kom" in Client().get(path).text or "Yes, I come" in Client().get(path).text
    answer = Client().post(path, follow=True)

    registration.refresh_from_db()
    assert registration.status == "registered"
    assert answer.status_code == 200
    assert registration.code in answer.text
    assert "data:image/svg+xml" in answer.text
    # Pressed again, by somebody in a hurry: the same page.
    assert Client().post(path, follow=True).status_code == 200
    assert OutgoingMail.objects.count() == 2


def test_what_was_called_off_meanwhile_cannot_be_confirmed() -> None:
    event = EventPageFactory(facts__capacity=2).event
    registration = registered(event, source=RegistrationSource.PUBLIC)
    path = newest()
    Event.objects.update(status=EventStatus.CANCELLED)

    answer = Client().post(path)

    assert answer.status_code == 409
    registration.refresh_from_db()
    assert registration.status == "unconfirmed"


def test_a_place_that_is_offered_is_taken_or_left_to_the_next_one() -> None:
    event = EventPageFactory(facts__capacity=1, facts__promotion=Promotion.OFFER).event
    first, second, third = registered(event), registered(event), registered(event)
    cancel(first)
    offered = OutgoingMail.objects.get(key__contains=f":offered:{second.pk}:")

    assert "aanmelding" in link_in(offered)
    answer = Client().post(link_in(offered), {"action": "decline"}, follow=True)

    assert answer.status_code == 200
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.status, third.status) == ("cancelled", "offered")
    offered = OutgoingMail.objects.get(key__contains=f":offered:{third.pk}:")
    Client().post(link_in(offered), {"action": "take"})
    third.refresh_from_db()
    assert third.status == "registered"


def test_an_offer_that_is_too_old_says_so() -> None:
    event = EventPageFactory(facts__capacity=1, facts__promotion=Promotion.OFFER).event
    first, second = registered(event), registered(event)
    cancel(first)
    path = newest()
    Registration.objects.filter(pk=second.pk).update(hold_until=timezone.now())

    answer = Client().post(path, {"action": "take"})

    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_cancelling_takes_a_second_step_and_frees_the_place() -> None:
    event = EventPageFactory(facts__capacity=1).event
    first, second = registered(event), registered(event)
    page = Client().get(manage(first))
    assert "/afmelden/" in page.text
    path = manage(first, "registration_leave")

    assert 'method="post"' in Client().get(path).text
    answer = Client().post(path, follow=True)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("cancelled", "registered")
    assert answer.status_code == 200
    assert reverse("register_new", args=[event.pk]) in answer.text


def test_too_late_to_cancel_says_whom_to_ask() -> None:
    event = EventPageFactory(facts__contact="020 123 45 67").event
    first = registered(event)
    Event.objects.update(cancel_until=timezone.now())

    answer = Client().post(manage(first, "registration_leave"), follow=True)

    first.refresh_from_db()
    assert first.status == "registered"
    assert "020 123 45 67" in answer.text
    assert "/afmelden/" not in answer.text


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


def test_the_calendar_of_a_registration_can_be_taken_along() -> None:
    registration = registered(EventPageFactory().event)
    path = manage(registration, "registration_calendar")

    answer = Client().get(path)
    cancel(registration)
    gone = Client().get(path)

    assert answer["Content-Type"].startswith("text/calendar")
    assert b"METHOD:REQUEST" in answer.content
    assert b"METHOD:CANCEL" in gone.content


NAMES = [
    "registration_confirm",
    "registration_offer",
    "registration_manage",
    "registration_change",
    "registration_leave",
    "registration_calendar",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_token_opens_one_thing_and_nothing_after_the_event(name: str) -> None:
    registration = registered(EventPageFactory().event)
    path = re.sub("x{22}", "{token}", reverse(name, args=["x" * 22]))
    tokens = {each: new_link(registration, each) for each in LinkPurpose}
    opened = {
        each: Client().get(path.format(token=token)).status_code for each, token in tokens.items()
    }

    assert sorted(opened.values()) == [200, 404, 404]
    assert Client().get(path.format(token="x" * 22)).status_code == 404
    Event.objects.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    assert {Client().get(path.format(token=token)).status_code for token in tokens.values()} == {
        404
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_behind_a_link_is_kept_by_a_browser_or_found_by_a_search_engine(name: str) -> None:
    registration = registered(EventPageFactory().event)
    links = {each: new_link(registration, each) for each in LinkPurpose}

    for token in links.values():
        answer = Client().get(reverse(name, args=[token]))
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_no_token_itself_is_kept_in_the_table_of_links() -> None:
    registration = registered(EventPageFactory().event)
    token = new_link(registration, LinkPurpose.MANAGE)

    assert token not in str(list(Link.objects.values()))


def test_an_address_gets_three_mails_an_hour_from_who_does_not_prove_it_is_theirs() -> None:
    sent = 0
    for _number in range(5):
        event = EventPageFactory().event
        key = uuid4()
        Client().post(
            reverse("register_new", args=[event.pk]),
            {"key": key, "name": "Noor", "email": "noor@example.org"},
        )
        sent += Registration.objects.filter(key=key).exists()

    assert sent == 3
    assert OutgoingMail.objects.filter(to="noor@example.org").count() == 3


def test_somebody_who_registers_twice_gets_the_link_again_once_an_hour() -> None:
    event = EventPageFactory().event
    path = reverse("register_new", args=[event.pk])
    for _number in range(3):
        data = {"key": uuid4(), "name": "Noor", "email": "noor@example.org"}
        assert Client().post(path, data).status_code == 200

    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.filter(to="noor@example.org").count() == 2


def test_a_script_in_a_name_is_shown_and_never_run() -> None:
    event = EventPageFactory(title="<script>alert(1)</script>").event
    person = Person(name="<img src=x onerror=alert(1)>", email="noor@example.org")
    registration = register(
        event, Wish(key=uuid4(), person=person, source=RegistrationSource.ORGANISER)
    )

    for name in NAMES[2:5]:
        shown = Client().get(manage(registration, name)).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
