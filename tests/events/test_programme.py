"""Rounds, sessions and questions, as whoever runs an event keeps them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import HomePage, OutgoingMail
from events.models import Event, Question, QuestionAnswer, Session, SessionChoice, Slot
from tests.factories import EventPageFactory, RegistrationFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home: HomePage, client: Client) -> Event:
    host = UserFactory.create()
    client.force_login(host)
    EventPageFactory.create(facts__host=host)
    begin = (timezone.now() + timedelta(days=30)).replace(hour=10, minute=0)
    Event.objects.update(starts_at=begin, ends_at=begin + timedelta(hours=2))
    found: Event = Event.objects.get()
    return found


def at(event: Event, query: str = "") -> str:
    return reverse("event_programme", args=[event.pk]) + query


def clock(event: Event) -> dict[str, str]:
    begin, end = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    return {"day": f"{begin:%Y-%m-%d}", "starts": f"{begin:%H:%M:%S.%f}", "ends": f"{end:%H:%M}"}


def round_of(event: Event) -> Slot:
    return Slot.objects.create(event=event, starts_at=event.starts_at, ends_at=event.ends_at)


def test_a_round_lies_within_the_event(client: Client, event: Event) -> None:
    assert client.post(at(event, "?part=round"), clock(event)).status_code == 302
    assert event.slots.count() == 1

    twice = client.post(at(event, "?part=round"), clock(event))
    assert twice.context["form"].non_field_errors()
    early = clock(event) | {"day": "2026-01-01"}
    assert client.post(at(event, "?part=round"), early).context["form"].non_field_errors()
    assert event.slots.count() == 1


def test_a_round_of_an_event_past_midnight_ends_the_next_day(client: Client, event: Event) -> None:
    begin = event.starts_at.replace(hour=20, minute=0, second=0, microsecond=0)
    Event.objects.update(starts_at=begin, ends_at=begin + timedelta(hours=6))
    event.refresh_from_db()
    day, night = event.starts_at.astimezone(event.zone), event.ends_at.astimezone(event.zone)
    form = {"day": f"{day:%Y-%m-%d}", "starts": "23:00", "ends": "00:30"}

    wrong = client.post(at(event, "?part=round"), form)
    assert "ends" in wrong.context["form"].errors
    client.post(at(event, "?part=round"), form | {"last_day": f"{night:%Y-%m-%d}"})
    slot = event.slots.get()
    assert slot.ends_at - slot.starts_at == timedelta(minutes=90)


def test_a_session_is_added_to_its_round_and_changed(client: Client, event: Event) -> None:
    slot = round_of(event)
    form = {"title_nl": "Koken", "capacity": "8", "room": "Keuken", "host_email": "kok@example.org"}

    client.post(at(event, f"?part=session&round={slot.pk}"), form)
    session = Session.objects.get()
    client.post(at(event, f"?part=session&number={session.pk}"), form | {"capacity": "3"})

    session.refresh_from_db()
    assert (session.slot, session.title_nl, session.capacity) == (slot, "Koken", 3)
    assert "Koken" in client.get(at(event)).content.decode()


def test_a_session_of_another_event_is_not_there(client: Client, event: Event) -> None:
    other = SessionFactory.create()

    assert client.get(at(event, f"?part=session&number={other.pk}")).status_code == 404
    assert client.get(at(event, f"?part=session&round={other.slot.pk}")).status_code == 404
    for query in ("?part=mail", "?part=session&number=x", "?part=session", "?part=round&number=²"):
        assert client.get(at(event, query)).status_code == 404


def test_who_chose_a_session_that_goes_stays_registered_and_hears_of_it(
    client: Client, event: Event
) -> None:
    slot = round_of(event)
    session = SessionFactory.create(slot=slot, title_nl="Koken")
    registration = RegistrationFactory.create(event=event)
    SessionChoice.objects.create(registration=registration, slot=slot, session=session)
    address = at(event, f"?part=session&number={session.pk}")
    assert client.get(address).context["touched"] == 1
    assert Session.objects.exists()

    client.post(address, {"action": "remove"})

    assert not Session.objects.exists()
    registration.refresh_from_db()
    assert (registration.status, registration.calendar_changes) == ("registered", 1)
    assert "Koken" in OutgoingMail.objects.get().text


def test_a_round_with_sessions_stays(client: Client, event: Event) -> None:
    slot = round_of(event)
    session = SessionFactory.create(slot=slot)
    address = at(event, f"?part=round&number={slot.pk}")

    client.post(address, {"action": "remove"})
    assert Slot.objects.exists()
    session.delete()
    client.post(address, {"action": "remove"})
    assert not Slot.objects.exists()


def test_a_question_keeps_its_answers_for_a_while(client: Client, event: Event) -> None:
    form = {"text_nl": "Wat eet je niet?", "kind": "text", "retention_days": "3"}
    client.post(at(event, "?part=question"), form)
    question = Question.objects.get()
    assert (question.retention_days, question.event) == (3, event)

    registration = RegistrationFactory.create(event=event)
    QuestionAnswer.objects.create(registration=registration, question=question, text="Noten")
    address = at(event, f"?part=question&number={question.pk}")
    assert client.get(address).context["touched"] == 1
    client.post(address, {"action": "remove"})
    assert not QuestionAnswer.objects.exists()


def test_a_choice_has_something_to_choose(client: Client, event: Event) -> None:
    form = {"text_nl": "Hoe kom je?", "kind": "choice", "retention_days": "7"}

    one = client.post(at(event, "?part=question"), form | {"options": "Fiets"})
    assert "options" in one.context["form"].errors
    client.post(at(event, "?part=question"), form | {"options": " Fiets \n\n Bus"})

    assert Question.objects.get().options == "Fiets\nBus"


def test_the_titles_of_sessions_ask_about_somebody_else(client: Client, event: Event) -> None:
    slot = round_of(event)
    form: dict[str, Any] = {"title_nl": "Bel mevrouw op 06 12345678"}

    response = client.post(at(event, f"?part=session&round={slot.pk}"), form)

    assert "title_nl" in response.context["form"].errors
