"""What the links in mails open: nothing happens by looking, and only with the right key."""

import re
from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import EventStatus, LinkPurpose, Promotion, RegistrationSource
from events.models import Event, Link, Registration
from events.services.event_mails import tell_called_off, tell_moved
from events.services.links import new_link
from events.services.promoting import cancel
from events.services.registering import Person, Wish, register
from events.services.reminders import send_reminders
from tests.events.behind_links import manage, registered
from tests.factories import EventPageFactory

pytestmark = pytest.mark.django_db


def link_in(mail: OutgoingMail) -> str:
    """Return the path of the link of a mail."""
    [path] = re.findall(r"https?://[^/\s]+(/nl/aanmelding/\S+)", mail.text)
    return path


def newest() -> str:
    return link_in(OutgoingMail.objects.latest("pk"))


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
