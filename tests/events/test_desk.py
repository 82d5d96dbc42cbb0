"""The desk: numbers and a list for whoever runs the event, and for nobody else."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import QuestionKind
from events.models import CheckIn, Event, Question, QuestionAnswer, Registration, SessionChoice
from events.reads.desk import counts_of, people_of, rows_of
from tests.events.desk_screens import at, shown
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_who_runs_it_sees_who_comes_with_what_they_chose_and_answered(
    desk: Client, event: Event
) -> None:
    session = SessionFactory.create(
        slot=SlotFactory.create(event=event), title_nl="Koken met weinig geld"
    )
    question = Question.objects.create(event=event, text_nl="Wat eet je niet?")
    vegetarian = Question.objects.create(
        event=event, text_nl="Kom je met de bus?", kind=QuestionKind.YES_NO
    )
    anna = RegistrationFactory.create(event=event, name="Anna Appel", phone="030 100 00 01")
    SessionChoice.objects.create(registration=anna, slot=session.slot, session=session)
    QuestionAnswer.objects.create(registration=anna, question=question, text="Geen noten")
    QuestionAnswer.objects.create(registration=anna, question=vegetarian, text="yes")

    page = shown(desk.get(at("event_desk", event.pk)))

    for word in ("Anna Appel", "030 100 00 01", anna.email, anna.code, "Geen noten"):
        # A wide address breaks before its @.
        assert str(word).replace("@", "<wbr>@") in page, word
    assert "Koken met weinig geld" in page
    assert "Kom je met de bus?" in page
    assert ">yes<" not in page.replace(" ", "").replace("\n", "")


def test_the_numbers_are_counted_anew_and_name_nobody(desk: Client, event: Event) -> None:
    RegistrationFactory.create(event=event, name="Anna Appel")
    RegistrationFactory.create(event=event, status="waitlisted")
    RegistrationFactory.create(event=event, status="cancelled")

    before = shown(desk.get(at("event_counts", event.pk)))
    anna = Registration.objects.get(name="Anna Appel")
    CheckIn.objects.create(registration=anna, client_id=uuid4())

    assert "Anna" not in before
    assert (counts_of(event).registered, counts_of(event).waiting) == (1, 1)
    assert counts_of(event).present == 1
    assert shown(desk.get(at("event_counts", event.pk))) != before


FILTERS = [
    ("", {"Anna", "Bram", "Carla"}),
    ("?state=registered", {"Anna", "Bram"}),
    ("?state=waitlisted", {"Carla"}),
    ("?state=cancelled", {"Dirk"}),
    ("?state=everybody", {"Anna", "Bram", "Carla", "Dirk"}),
    ("?state=present", {"Anna"}),
    ("?state=absent", {"Bram"}),
    ("?source=organiser", {"Bram"}),
    ("?q=ann", {"Anna"}),
    ("?q=acd%20efh", {"Carla"}),
    ("?q=buurthuis", {"Bram"}),
    ("?state=made-up", set()),
    ("?session=999999", set()),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_the_list_narrows_and_never_widens(
    desk: Client, event: Event, query: str, expected: set[str]
) -> None:
    session = SessionFactory.create(slot=SlotFactory.create(event=event))
    anna = RegistrationFactory.create(event=event, name="Anna")
    CheckIn.objects.create(registration=anna, client_id=uuid4())
    SessionChoice.objects.create(registration=anna, slot=session.slot, session=session)
    house = OrganisationFactory.create(name="Buurthuis De Boom")
    RegistrationFactory.create(event=event, name="Bram", source="organiser", organisation=house)
    RegistrationFactory.create(event=event, name="Carla", status="waitlisted", code="ACDEFH")
    RegistrationFactory.create(event=event, name="Dirk", status="cancelled")

    page = shown(desk.get(at("event_desk", event.pk, query)))
    exported = desk.get(at("event_export", event.pk, query)).content.decode("utf-8-sig")
    names = {line[1] for line in csv.reader(io.StringIO(exported), delimiter=";")}

    assert {name for name in ("Anna", "Bram", "Carla", "Dirk") if f">{name}<" in page} == expected
    assert names - {"Naam", "Name"} == expected


def test_a_session_narrows_the_list_to_who_goes_there(desk: Client, event: Event) -> None:
    session = SessionFactory.create(slot=SlotFactory.create(event=event))
    anna = RegistrationFactory.create(event=event, name="Anna")
    SessionChoice.objects.create(registration=anna, slot=session.slot, session=session)
    RegistrationFactory.create(event=event, name="Bram")

    page = shown(desk.get(at("event_desk", event.pk, f"?session={session.pk}")))

    assert ">Anna<" in page
    assert ">Bram<" not in page


def test_three_hundred_rows_take_as_many_queries_as_three(
    desk: Client, event: Event, django_assert_max_num_queries: Any
) -> None:
    session = SessionFactory.create(slot=SlotFactory.create(event=event))
    question = Question.objects.create(event=event, text_nl="Wat eet je niet?")

    def fill(number: int) -> None:
        made = RegistrationFactory.create_batch(number, event=event)
        SessionChoice.objects.bulk_create(
            SessionChoice(registration=each, slot=session.slot, session=session) for each in made
        )
        QuestionAnswer.objects.bulk_create(
            QuestionAnswer(registration=each, question=question, text="Noten") for each in made
        )

    fill(300)
    with django_assert_max_num_queries(10):
        rows = rows_of(event, people_of(event))
        assert sum(bool(row.sessions and row.answers) for row in rows) == 300
    for name in ("event_desk", "event_export", "event_attendance"):
        with django_assert_max_num_queries(35):
            assert desk.get(at(name, event.pk)).status_code == 200


def test_the_list_to_print_holds_names_and_nobodys_address(desk: Client, event: Event) -> None:
    RegistrationFactory.create(
        event=event, name="Anna Appel", phone="030 100 00 01", email="a@b.example"
    )
    RegistrationFactory.create(event=event, name="Wim Wacht", status="waitlisted")

    page = shown(desk.get(at("event_attendance", event.pk)))

    assert "Anna Appel" in page
    assert "030 100 00 01" not in page
    assert "a@b.example" not in page
    assert "Wim Wacht" not in page


def test_taking_somebody_off_asks_first_and_gives_the_place_to_who_waits(
    desk: Client, event: Event
) -> None:
    event.capacity = 1
    event.save()
    anna = RegistrationFactory.create(event=event, name="Anna Appel")
    waiting = RegistrationFactory.create(event=event, status="waitlisted")

    page = shown(desk.get(at("registration_cancel", anna.pk)))
    anna.refresh_from_db()
    assert "Anna Appel" in page
    assert anna.status == "registered"

    desk.post(at("registration_cancel", anna.pk))
    desk.post(at("registration_cancel", anna.pk))

    anna.refresh_from_db()
    waiting.refresh_from_db()
    assert (anna.status, waiting.status) == ("cancelled", "registered")
    assert OutgoingMail.objects.filter(to=anna.email).count() == 1


def test_by_hand_a_free_place_goes_to_whom_the_organiser_chooses(
    desk: Client, event: Event
) -> None:
    event.promotion = "by_hand"
    event.save()
    first = RegistrationFactory.create(event=event, status="waitlisted")
    second = RegistrationFactory.create(event=event, status="waitlisted")

    desk.post(at("registration_promote", second.pk))
    desk.post(at("registration_promote", second.pk))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("waitlisted", "registered")
    assert OutgoingMail.objects.filter(to=second.email).count() == 1


def test_where_the_organiser_does_not_decide_nobody_is_put_before_another(
    desk: Client, event: Event
) -> None:
    RegistrationFactory.create(event=event, status="waitlisted")
    second = RegistrationFactory.create(event=event, status="waitlisted")

    answer = desk.post(at("registration_promote", second.pk), follow=True)

    second.refresh_from_db()
    assert second.status == "waitlisted"
    assert "notice-error" in shown(answer)


def test_the_list_stays_narrowed_after_something_was_done(desk: Client, event: Event) -> None:
    anna = RegistrationFactory.create(event=event)

    answer = desk.post(at("registration_cancel", anna.pk, "?state=registered&q=a"))

    assert answer["Location"].endswith("/aanmeldingen/?state=registered&q=a")


def test_by_hand_nobody_gets_a_place_that_is_not_there(desk: Client, event: Event) -> None:
    event.promotion = "by_hand"
    event.save()
    RegistrationFactory.create_batch(2, event=event)
    waiting = RegistrationFactory.create(event=event, status="waitlisted")

    answer = desk.post(at("registration_promote", waiting.pk), follow=True)

    waiting.refresh_from_db()
    assert waiting.status == "waitlisted"
    assert "notice-error" in shown(answer)


def test_by_hand_nobody_who_cancelled_is_brought_back(desk: Client, event: Event) -> None:
    gone = RegistrationFactory.create(event=event, status="cancelled")

    desk.post(at("registration_promote", gone.pk))

    gone.refresh_from_db()
    assert gone.status == "cancelled"


def test_who_has_no_mail_and_is_offered_a_place_is_called(desk: Client, event: Event) -> None:
    until = timezone.now() + timedelta(hours=4)
    offered = RegistrationFactory.create(
        event=event, name="Bel Mij", email="", phone="030 7", status="offered", hold_until=until
    )
    assert "to-call" in shown(desk.get(at("event_desk", event.pk)))

    desk.post(at("registration_promote", offered.pk))

    offered.refresh_from_db()
    assert offered.status == "registered"
    assert "to-call" not in shown(desk.get(at("event_desk", event.pk)))


def test_the_list_says_who_registered_somebody(desk: Client, event: Event) -> None:
    mia = UserFactory.create(name="Mia Meedoet")
    RegistrationFactory.create(event=event, source="member", made_by=mia)
    RegistrationFactory.create(event=event, source="member", made_by=mia, user=mia, email="")

    page = shown(desk.get(at("event_desk", event.pk)))

    # Once as a name on the list, once beside whom she registered; not beside herself.
    assert page.count("aangemeld door Mia Meedoet") + page.count("registered by Mia Meedoet") == 1


def test_a_list_that_somebody_unfolded_is_not_folded_by_new_numbers(
    desk: Client, event: Event
) -> None:
    session = SessionFactory.create(slot=SlotFactory.create(event=event), title_nl="Koken")

    whole, again = (shown(desk.get(at(name, event.pk))) for name in ("event_desk", "event_counts"))

    assert str(session) in again
    assert "<details" in whole
    assert "<details" not in again
    assert 'hx-swap-oob="true"' in again
    assert "hx-swap-oob" not in whole
