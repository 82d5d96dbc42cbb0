"""How was it? Asked once, the morning after; answered once, by nobody in particular."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import OutgoingMail
from events.enums import EventStatus, RegistrationStatus
from events.models import CheckIn, Event, Registration, SurveyInvitation, SurveyResponse
from events.services.links import hashed
from events.services.survey import answer, asks_from, invitation_of, send_surveys
from tests.factories import EventPageFactory, UserFactory

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def event(home: Any) -> Event:
    """A gathering that ended yesterday afternoon."""
    page = EventPageFactory.create(title="Samen aan tafel", facts__capacity=50)
    return ended(page.event, timezone.now() - timedelta(days=1))


def ended(event: Event, moment: datetime) -> Event:
    """Return the event as if it had ended then."""
    Event.objects.filter(pk=event.pk).update(starts_at=moment - timedelta(hours=3), ends_at=moment)
    found: Event = Event.objects.get(pk=event.pk)
    return found


def registered(event: Event, name: str = "ans", **facts: Any) -> Registration:
    values: dict[str, Any] = {"name": name.title(), "email": f"{name}@schakel.example"}
    values |= {"status": RegistrationStatus.REGISTERED, "confirmed_at": timezone.now()}
    made: Registration = Registration.objects.create(event=event, key=uuid4(), **values | facts)
    return made


def invited(event: Event, name: str = "ans") -> str:
    """Return the token in the mail to somebody who is asked."""
    registered(event, name)
    token = f"token-of-{name}"
    SurveyInvitation.objects.create(
        registration=event.registrations.get(email=f"{name}@schakel.example"),
        token_hash=hashed(token),
    )
    return token


def rows() -> dict[str, list[Any]]:
    """Return everything that a visit could change."""
    models: list[type[Model]] = [SurveyInvitation, SurveyResponse, Registration, OutgoingMail]
    return {each.__name__: list(each._base_manager.order_by("pk").values()) for each in models}


def morning_after(event: Event) -> datetime:
    return asks_from(event)


# Asking.


def test_everybody_who_was_expected_is_asked_the_morning_after_and_once(event: Event) -> None:
    registered(event, "ans")
    registered(event, "bep", user=UserFactory.create(email="bep@schakel.example"), email="")
    registered(event, "cor", status=RegistrationStatus.CANCELLED)
    registered(event, "dik", status=RegistrationStatus.WAITLISTED)
    registered(event, "els", email="", phone="030 1234567")
    at = morning_after(event)

    assert send_surveys(at - timedelta(seconds=1)) == 0
    assert send_surveys(at) == 2
    assert send_surveys(at + timedelta(minutes=10)) == 0

    mails = OutgoingMail.objects.filter(key__contains=":survey:")
    assert sorted(mails.values_list("to", flat=True)) == [
        "ans@schakel.example",
        "bep@schakel.example",
    ]
    assert SurveyInvitation.objects.count() == 2


def test_where_people_were_checked_in_only_those_are_asked(event: Event) -> None:
    came = registered(event, "ans")
    registered(event, "bep")
    CheckIn.objects.create(registration=came, client_id=uuid4())

    assert send_surveys(morning_after(event)) == 1

    assert SurveyInvitation.objects.get().registration == came


@pytest.mark.parametrize(
    "facts",
    [
        {"asks_survey": False},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED},
        {"survey_sent_at": datetime(2026, 1, 1, tzinfo=UTC)},
    ],
)
def test_nobody_is_asked_about_what_did_not_happen_or_was_asked_before(
    event: Event, facts: dict[str, Any]
) -> None:
    registered(event)
    Event.objects.filter(pk=event.pk).update(**facts)

    assert send_surveys(morning_after(event)) == 0
    assert not OutgoingMail.objects.exists()


def test_after_a_week_nobody_is_asked_any_more(event: Event) -> None:
    """Such as when the worker was off, or the event came with a bundle."""
    registered(event)

    assert send_surveys(event.ends_at + timedelta(days=7)) == 0
    assert send_surveys(event.ends_at + timedelta(days=6)) == 1


@pytest.mark.parametrize(
    ("ends_at", "asked_at"),
    [
        # The nights in which the clock goes forward and back.
        ((2027, 3, 27, 16), datetime(2027, 3, 28, 7, tzinfo=UTC)),
        ((2027, 10, 30, 16), datetime(2027, 10, 31, 8, tzinfo=UTC)),
        # Over after midnight: the morning after that.
        ((2027, 6, 5, 0, 30), datetime(2027, 6, 6, 7, tzinfo=UTC)),
    ],
)
def test_it_is_nine_on_the_clock_of_the_event(
    event: Event, ends_at: tuple[int, ...], asked_at: datetime
) -> None:
    found = ended(event, datetime(*ends_at, tzinfo=AMSTERDAM))  # type: ignore[arg-type,misc]

    assert asks_from(found) == asked_at


def test_the_mail_is_in_the_language_of_the_registration_and_its_link_works(
    event: Event, client: Client
) -> None:
    registered(event, "ans", language="en")
    send_surveys(morning_after(event))

    mail = OutgoingMail.objects.get()
    assert mail.subject == "How was “Samen aan tafel”?"
    [address] = [word for word in mail.text.split() if "/how-was-it/" in word]
    assert client.get(address).status_code == 200


# Answering.


def test_looking_changes_nothing_however_often(event: Event, client: Client) -> None:
    address = reverse("survey", args=[invited(event)])
    before = rows()

    for _time in range(3):
        shown = client.get(address)
        client.head(address)

    assert rows() == before
    assert "noindex" in shown["X-Robots-Tag"]
    assert "no-store" in shown["Cache-Control"]


def test_an_answer_is_kept_once_and_sending_again_says_the_same(
    event: Event, client: Client
) -> None:
    address = reverse("survey", args=[invited(event)])
    sent = {"grade": "8", "take_home": "Soep", "change": ""}

    first = client.post(address, sent, follow=True).content.decode()
    again = client.post(address, sent | {"grade": "1"}, follow=True).content.decode()

    [kept] = SurveyResponse.objects.all()
    assert (kept.event, kept.grade, kept.take_home) == (event, 8, "Soep")
    assert "<form" not in first.split("<main")[1].split("</main")[0]
    assert "<form" not in again.split("<main")[1].split("</main")[0]


def test_two_taps_at_once_are_one_answer(event: Event) -> None:
    """Both have read the invitation before either wrote."""
    found = invitation_of(invited(event))
    assert found

    assert answer(found, grade=8) is True
    assert answer(found, grade=2) is False
    assert [each.grade for each in SurveyResponse.objects.all()] == [8]


def test_without_a_grade_what_was_typed_is_kept(event: Event, client: Client) -> None:
    address = reverse("survey", args=[invited(event)])

    shown = client.post(address, {"take_home": "Bellen met de buren"})

    assert shown.status_code == 200
    assert "Bellen met de buren" in shown.content.decode()
    assert not SurveyResponse.objects.exists()


@pytest.mark.parametrize("grade", ["0", "11", "-1", "acht", "8.5"])
def test_a_grade_is_one_to_ten(event: Event, client: Client, grade: str) -> None:
    client.post(reverse("survey", args=[invited(event)]), {"grade": grade})

    assert not SurveyResponse.objects.exists()


def test_who_names_somebody_is_asked_first(event: Event, client: Client) -> None:
    address = reverse("survey", args=[invited(event)])
    sent = {"grade": "7", "take_home": "Bel mijn buurvrouw op 06 12345678"}

    asked = client.post(address, sent)
    assert not SurveyResponse.objects.exists()
    assert asked.context["form"].errors["take_home"]

    client.post(address, sent | {"not_about_somebody_else": "on"})
    assert SurveyResponse.objects.count() == 1


def test_a_link_dies_after_thirty_days_and_an_unknown_one_says_no_more(
    event: Event, client: Client
) -> None:
    token = invited(event)
    ended(event, timezone.now() - timedelta(days=30, minutes=1))

    late = client.get(reverse("survey", args=[token]))
    unknown = client.get(reverse("survey", args=["never-made"]))
    sent = client.post(reverse("survey", args=[token]), {"grade": "9"})

    assert late.status_code == unknown.status_code == sent.status_code == 404
    assert b"Samen aan tafel" not in late.content
    assert not SurveyResponse.objects.exists()


def test_nothing_in_an_answer_leads_to_who_gave_it(event: Event, client: Client) -> None:
    """Also not for who has the whole database: no key, no moment, no order."""
    tokens = [invited(event, name) for name in ("ans", "bep", "cor", "dik", "els", "fia")]
    for grade, token in enumerate(tokens, start=1):
        client.post(reverse("survey", args=[token]), {"grade": str(grade)})

    fields = {field.name for field in SurveyResponse._meta.get_fields()}
    assert fields == {"id", "event", "grade", "take_home", "change"}
    fields = {field.name for field in SurveyInvitation._meta.get_fields()}
    assert fields == {"id", "registration", "token_hash", "is_answered"}
    # The number of each answer is drawn, not counted.
    assert all(each.pk.version == 4 for each in SurveyResponse.objects.all())
