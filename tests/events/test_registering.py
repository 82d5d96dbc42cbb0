"""The form: few fields, nothing lost, an alternative for what is full, and no word too many."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from cms.models import HomePage, OutgoingMail
from events.enums import RegistrationStatus
from events.models import Question, Registration
from tests.events.filling_in import ADDRESS, full_session, path, typed
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    SessionFactory,
    SlotFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(home: HomePage) -> Any:
    return EventPageFactory.create(title="Samen aan tafel").event


def test_somebody_without_an_account_fills_in_at_most_four_fields(
    client: Client, event: Any
) -> None:
    form = client.get(path(event)).context["form"]

    assert [each.name for each in form.visible_fields()] == ["name", "email", "organisation_text"]


def test_what_was_sent_waits_for_a_click_and_the_screen_names_the_address(
    client: Client, event: Any
) -> None:
    shown = client.post(path(event), typed()).content.decode()

    assert Registration.objects.get().status == RegistrationStatus.UNCONFIRMED
    assert "anna<wbr>@schakel.example" in shown


def test_whoever_is_registered_already_sees_the_same_screen(client: Client, event: Any) -> None:
    first = client.post(path(event), typed(key="a" * 32))
    again = client.post(path(event), typed(key="a" * 31 + "b"))

    def said(answer: Any) -> str:
        return str(answer.content.decode().partition("<form")[0])

    assert said(first) == said(again)
    assert Registration.objects.count() == 1


def test_a_form_that_is_not_right_keeps_what_was_typed_and_says_what_to_do_first(
    client: Client, event: Any
) -> None:
    shown = client.post(path(event), typed(email="anna@", organisation_text="De Buren"))

    page = shown.content.decode()
    assert 'value="De Buren"' in page
    summary = page.partition("error-summary")[2].partition("</div>")[0]
    assert "autofocus" in summary
    assert '<a href="#id_email">' in summary
    assert "name@example.org" in summary


def test_a_full_session_keeps_what_was_typed_and_names_what_has_places(
    client: Client, event: Any
) -> None:
    full = full_session(event, title_nl="Koken")
    other = SessionFactory.create(slot=full.slot, title_nl="Wandelen", capacity=5)
    slot = f"slot_{full.slot_id}"

    shown = client.post(path(event), typed(organisation_text="De Buren", **{slot: full.pk}))

    form = shown.context["form"]
    assert shown.status_code == 409
    assert form["organisation_text"].value() == "De Buren"
    assert shown.context["alternatives"] == [other]
    assert "Wandelen" in shown.content.decode().partition('class="register"')[0]
    assert not form[slot].value()
    assert Registration.objects.filter(email=ADDRESS).count() == 0

    again = client.post(path(event), form.data.dict() | {slot: other.pk})
    assert again.status_code == 200
    assert Registration.objects.get(email=ADDRESS).choices.get().session == other


def test_a_full_session_can_be_read_and_not_chosen(client: Client, event: Any) -> None:
    full = full_session(event, title_nl="Koken")

    form = client.get(path(event)).context["form"]

    [_none, option] = list(form[f"slot_{full.slot_id}"])
    assert option.data["attrs"]["disabled"]
    assert "Koken (full)" in option.choice_label


def test_a_round_is_named_by_the_clock_of_its_place(client: Client, event: Any) -> None:
    starts_at = event.starts_at.replace(month=7, day=1, hour=11, minute=0)
    slot = SlotFactory.create(
        event=event, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=45)
    )
    SessionFactory.create(slot=slot)

    form = client.get(path(event)).context["form"]

    assert "13:00 – 13:45" in str(form[f"slot_{slot.pk}"].label)


def test_trying_again_after_a_refusal_does_not_count_as_a_mail(client: Client, event: Any) -> None:
    full = full_session(event)
    slot = f"slot_{full.slot_id}"
    for _attempt in range(5):
        assert client.post(path(event), typed(**{slot: full.pk})).status_code == 409

    assert client.post(path(event), typed()).status_code == 200


def test_after_three_mails_in_an_hour_an_address_waits_and_nothing_is_lost(
    client: Client, event: Any
) -> None:
    for _attempt in range(3):
        client.post(path(event), typed())

    shown = client.post(path(event), typed(organisation_text="De Buren"))

    assert shown.status_code == 429
    assert 'value="De Buren"' in shown.content.decode()


def test_what_closed_while_somebody_typed_says_so_and_keeps_what_was_typed(
    client: Client, event: Any
) -> None:
    event.registration_closes_at = timezone.now() - timedelta(minutes=1)
    event.contact = "030 123 45 67"
    event.save()

    shown = client.post(path(event), typed())

    page = shown.content.decode()
    assert shown.status_code == 409
    assert 'value="Anna"' in page
    assert "030 123 45 67" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "cancelled"}, "called off"),
        ({"status": "postponed"}, "put off"),
        ({"takes_registrations": False}, "just come"),
        ({"capacity": 0, "waiting_capacity": 0}, "also on the waiting list"),
        ({"registration_closes_at": timezone.now() - timedelta(days=1)}, "closed"),
        ({"registration_opens_at": timezone.now() + timedelta(days=1)}, "You can register from"),
    ],
)
def test_where_nobody_can_register_there_is_no_form_but_a_reason(
    client: Client, event: Any, facts: dict[str, Any], said: str
) -> None:
    type(event).objects.filter(pk=event.pk).update(**facts)

    page = client.get(path(event)).content.decode()

    assert said in page
    assert "id_email" not in page


def test_whoever_would_wait_knows_it_before_typing(client: Client, event: Any) -> None:
    type(event).objects.filter(pk=event.pk).update(capacity=0)

    page = client.get(path(event)).content.decode()

    assert "Every place is taken" in page
    assert "id_email" in page
    assert "on the waiting list" in client.post(path(event), typed()).content.decode()


def test_what_an_organiser_asks_is_kept_with_the_registration(client: Client, event: Any) -> None:
    eats = Question.objects.create(event=event, text_nl="Wat eet u niet?")
    lift = Question.objects.create(event=event, text_nl="Lift nodig?", kind="yes_no")

    client.post(path(event), typed(**{f"question_{eats.pk}": "Noten", f"question_{lift.pk}": "on"}))

    answers = Registration.objects.get().answers.values_list("question__text_nl", "text")
    assert set(answers) == {("Wat eet u niet?", "Noten"), ("Lift nodig?", "yes")}


def test_a_member_registers_with_one_tap_and_is_told(client: Client, event: Any) -> None:
    user = MemberFactory.create(organisation=OrganisationFactory.create()).user
    client.force_login(user)

    form = client.get(path(event)).context["form"]
    answer = client.post(path(event), {"key": str(uuid4())}, follow=True)

    assert form.visible_fields() == []
    assert "You are registered" in answer.content.decode()
    assert Registration.objects.get().user == user


def test_a_member_reaches_their_own_registration_without_a_mail(client: Client, event: Any) -> None:
    client.force_login(MemberFactory.create().user)
    client.post(path(event), {"key": str(uuid4())})

    answer = client.post(path(event, "registration_own"), follow=True)

    assert answer.status_code == 200
    assert answer.context["registration"] == Registration.objects.get()
    assert client.get(path(event, "registration_own")).status_code == 405


def test_nobody_reaches_the_registration_of_somebody_else(client: Client, event: Any) -> None:
    client.post(path(event), typed())
    assert client.post(path(event, "registration_own")).status_code == 404

    client.force_login(MemberFactory.create().user)
    assert client.post(path(event, "registration_own")).status_code == 404


def test_what_nobody_may_read_nobody_can_register_for(client: Client, event: Any) -> None:
    PageViewRestriction.objects.create(page=event.page, restriction_type="login")
    assert client.get(path(event)).status_code == 404
    assert client.post(path(event), typed()).status_code == 404

    client.force_login(MemberFactory.create().user)
    assert client.get(path(event)).status_code == 200


def test_a_draft_takes_no_registrations(client: Client, event: Any) -> None:
    event.page.unpublish()

    assert client.get(path(event)).status_code == 404


def test_what_somebody_types_is_text(client: Client, event: Any) -> None:
    name = '"><script>alert(1)</script>'

    sent = client.post(path(event), typed(name=name)).content.decode()

    assert escape(name) in sent
    assert name not in sent


def test_a_refusal_is_the_same_whether_an_address_is_known_or_not(
    client: Client, event: Any
) -> None:
    client.post(path(event), typed())
    full = full_session(event)
    slot = {f"slot_{full.slot_id}": full.pk}

    answers = [
        client.post(path(event), typed(email=email, **slot))
        for email in (ADDRESS, "bea@schakel.example")
    ]
    type(event).objects.filter(pk=event.pk).update(capacity=0, waiting_capacity=0)
    answers += [
        client.post(path(event), typed(email=email)) for email in (ADDRESS, "bea@schakel.example")
    ]

    assert [each.status_code for each in answers] == [409] * 4


def test_whoever_lost_the_mail_gets_it_again_also_when_all_is_full(
    client: Client, event: Any
) -> None:
    client.post(path(event), typed())
    type(event).objects.filter(pk=event.pk).update(capacity=0, waiting_capacity=0)
    before = OutgoingMail.objects.count()

    client.post(path(event), typed())

    assert OutgoingMail.objects.count() == before + 1
