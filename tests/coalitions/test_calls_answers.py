"""Answering: a member at once, anybody else after confirming; thanks, what is kept."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.mailing.sending import send_due
from cms.models import Notice, OutgoingMail
from cms.privacy.providers import providers
from cms.privacy.services import minimise
from coalitions.enums import CallState
from coalitions.models import Answer, Call
from coalitions.services import answers as services
from coalitions.services.calls import close_call
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
    ParticipationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
OUTSIDE = {"name": "Bo", "email": "bo@buiten.example", "text": "Mijn schuur staat leeg."}


def answer(client: Client, call: Call, language: str = "nl", **fields: Any) -> Any:
    with override(language):
        address = reverse("answer_new", args=[call.pk])
    return client.post(address, {"key": uuid4(), **fields})


def link_in(message: OutgoingMail) -> str:
    found = re.search(r"https?://[^/]+(/\S+/(?:bevestigen|confirm)/)", message.text)
    assert found
    return found[1]


def outside(client: Client, call: Call, **fields: Any) -> OutgoingMail:
    """Answer without an account; return the mail with the link."""
    answer(client, call, **(OUTSIDE | fields))
    written = OutgoingMail.objects.filter(to=fields.get("email", OUTSIDE["email"])).last()
    assert written is not None
    return written


def test_a_member_answers_in_one_field_and_the_asker_is_mailed_at_once(
    client: Client, public: Call, asker: Any
) -> None:
    buurt = OrganisationFactory.create(name="Buurthuis")
    member = MemberFactory.create(user__name="Ans", organisation=buurt).user
    client.force_login(member)
    [field] = (
        client.get(f"/nl/vragen-en-oproepen/{public.pk}/").context["answer_form"].visible_fields()
    )
    assert field.name == "text"

    answer(client, public, text="Bij ons op dinsdag.")

    public.refresh_from_db()
    assert public.state == CallState.ANSWERED
    send_due()
    [sent] = mail.outbox
    assert sent.to == [asker.email]
    assert "Ans, Buurthuis" in sent.body
    assert "Bij ons op dinsdag." in sent.body
    assert f"/nl/vragen-en-oproepen/{public.pk}/#answer-" in sent.body


def test_the_same_answer_sent_twice_is_one_answer_and_one_mail(
    client: Client, public: Call
) -> None:
    client.force_login(UserFactory.create())
    key = uuid4()

    first = answer(client, public, key=key, text="Hier.")
    second = answer(client, public, key=key, text="Hier.")

    assert first.headers["Location"] == second.headers["Location"]
    assert Answer.objects.count() == OutgoingMail.objects.count() == 1


def test_who_answers_their_own_question_is_not_mailed(
    client: Client, public: Call, asker: Any
) -> None:
    client.force_login(asker)

    answer(client, public, text="Ik weet het al.")

    assert Answer.objects.shown().exists()
    assert not OutgoingMail.objects.exists()


def test_the_leads_are_mailed_when_the_asker_left(client: Client) -> None:
    lead = UserFactory.create()
    page = CoalitionPageFactory.create(facts__lead=lead)
    call = CallFactory.create(coalition=page.coalition, asked_by=None)

    services.answer_call(UserFactory.create(), call, uuid4(), "Ja.")

    assert OutgoingMail.objects.get().recipient == lead


def test_the_asker_who_left_the_coalition_is_not_mailed_its_words() -> None:
    gone, other = UserFactory.create(), UserFactory.create()
    page = CoalitionPageFactory.create()
    ParticipationFactory.create(coalition=page.coalition, user=other)
    call = CallFactory.create(
        coalition=page.coalition, asked_by=gone, visibility="coalition", line="Geheim"
    )

    services.answer_call(other, call, uuid4(), "Vertrouwelijk.")

    assert not OutgoingMail.objects.exists()


def test_a_closed_call_takes_no_answer_and_keeps_what_was_typed(
    client: Client, public: Call
) -> None:
    close_call(public.asked_by, public)
    client.force_login(UserFactory.create())

    response = answer(client, public, text="Te laat.")

    assert not Answer.objects.exists()
    assert response.status_code == 200


def test_an_answer_from_outside_is_shown_after_the_link_and_not_before(
    client: Client, public: Call, asker: Any
) -> None:
    written = outside(client, public)
    address = f"/nl/vragen-en-oproepen/{public.pk}/"
    assert OUTSIDE["text"] not in client.get(address).content.decode()
    assert OUTSIDE["text"] not in written.text + written.html
    assert OUTSIDE["name"] not in written.text + written.html

    # A scanner of mail opens it, and opens nothing.
    shown = client.get(link_in(written))
    assert OUTSIDE["text"] in shown.content.decode()
    assert not Answer.objects.shown().exists()

    client.post(link_in(written))
    client.post(link_in(written))

    page = client.get(address).content.decode()
    assert OUTSIDE["text"] in page
    assert OUTSIDE["name"] in page
    assert OUTSIDE["email"] not in page
    assert OutgoingMail.objects.filter(recipient=asker).count() == 1
    public.refresh_from_db()
    assert public.state == CallState.ANSWERED


def test_who_goes_back_to_mend_their_address_gets_the_mail_there(
    client: Client, public: Call
) -> None:
    key = uuid4()
    answer(client, public, key=key, **(OUTSIDE | {"email": "bo@biuten.example"}))
    answer(client, public, key=key, **(OUTSIDE | {"email": "bo@biuten.example"}))
    assert OutgoingMail.objects.count() == 1

    asked = answer(client, public, key=key, **OUTSIDE)

    renewed = asked.context["form"]["key"].value()
    answer(client, public, key=renewed, **OUTSIDE)
    assert OutgoingMail.objects.filter(to=OUTSIDE["email"]).count() == 1


def test_another_answer_under_the_same_key_is_kept_on_the_screen_and_not_lost(
    client: Client, public: Call
) -> None:
    client.force_login(UserFactory.create())
    key = uuid4()
    answer(client, public, key=key, text="Hier.")

    asked = answer(client, public, key=key, text="Of daar.")

    assert "Of daar." in asked.content.decode()
    renewed = asked.context["answer_form"]["key"].value()
    answer(client, public, key=renewed, text="Of daar.")
    assert Answer.objects.count() == 2


def test_nobody_learns_whether_an_address_has_an_account(client: Client, public: Call) -> None:
    UserFactory.create(email="lid@schakel.example")

    known = answer(client, public, **(OUTSIDE | {"email": "lid@schakel.example"}))
    unknown = answer(client, public, **OUTSIDE)

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    texts = [re.sub(r"/\S+/bevestigen/", "", each.text) for each in OutgoingMail.objects.all()]
    assert len(texts) == 2
    assert texts[0] == texts[1]


def test_a_member_who_was_not_signed_in_turns_out_to_be_one(client: Client, public: Call) -> None:
    user = MemberFactory.create(user__email="lid@schakel.example").user
    written = outside(client, public, email="LID@schakel.example".lower())

    client.post(link_in(written))

    found = Answer.objects.get()
    assert (found.author, found.name, found.email) == (user, "", "")


def test_a_link_that_was_tampered_with_or_is_too_old_shows_nothing(
    client: Client, public: Call, monkeypatch: Any
) -> None:
    written = outside(client, public)
    assert client.get(link_in(written)[:-2] + "x/").status_code == 404

    monkeypatch.setattr(services, "CONFIRM_WITHIN", timedelta(seconds=-1))
    assert client.post(link_in(written)).status_code == 404
    assert not Answer.objects.shown().exists()


def test_an_answer_is_not_shown_any_more_on_what_became_private(
    client: Client, public: Call
) -> None:
    written = outside(client, public)
    Call.objects.update(visibility="network", line="Besloten")

    response = client.get(link_in(written))

    assert response.status_code == 404
    assert "Besloten" not in response.content.decode()


def test_the_sixth_answer_of_a_day_from_one_address_waits(client: Client, public: Call) -> None:
    statuses = [answer(client, public, **OUTSIDE).status_code for _number in range(6)]

    assert statuses == [200] * 5 + [429]
    assert Answer.objects.count() == 5


def test_outside_nobody_answers_what_the_network_asks(client: Client) -> None:
    call = CallFactory.create()

    assert answer(client, call, **OUTSIDE).status_code == 404
    assert not Answer.objects.exists()


def test_details_of_a_person_are_asked_about_once(client: Client, public: Call) -> None:
    text = "Bel mijn buurvrouw op 06 12345678."

    warned = answer(client, public, **(OUTSIDE | {"text": text}))
    assert text in warned.content.decode()
    assert not Answer.objects.exists()

    answer(client, public, **(OUTSIDE | {"text": text}), not_about_somebody_else="on")
    assert Answer.objects.exists()


def test_own_and_kept_answers_can_be_taken_away_and_others_cannot(
    client: Client, public: Call, asker: Any
) -> None:
    author, stranger = UserFactory.create(), UserFactory.create()
    given = services.answer_call(author, public, uuid4(), "Ja.")
    address = f"/nl/antwoorden/{given.pk}/weghalen/"

    client.force_login(stranger)
    assert client.post(address).status_code == 404
    client.force_login(asker)
    assert client.post(address).status_code == 302

    public.refresh_from_db()
    assert not Answer.objects.shown().exists()
    assert public.state == CallState.OPEN
    other = services.answer_call(author, public, uuid4(), "Toch.")
    client.force_login(author)
    assert client.post(f"/nl/antwoorden/{other.pk}/weghalen/").status_code == 302


def test_a_word_of_thanks_goes_to_everybody_who_answered_once(
    client: Client, public: Call, asker: Any
) -> None:
    member = UserFactory.create()
    services.answer_call(member, public, uuid4(), "Ja.")
    client.post(link_in(outside(client, public)))
    outside(client, public, email="zwijgt@buiten.example")
    client.force_login(asker)

    for _time in range(2):
        client.post(f"/nl/vragen-en-oproepen/{public.pk}/sluiten/", {"thanks": "Wat fijn!"})

    public.refresh_from_db()
    assert (public.state, public.thanks) == (CallState.CLOSED, "Wat fijn!")
    [notice] = Notice.objects.filter(recipient=member)
    assert "Wat fijn!" in notice.line
    thanked = [each.to for each in OutgoingMail.objects.all() if "Wat fijn!" in each.text]
    assert thanked == [OUTSIDE["email"]]
    assert "Wat fijn!" in client.get(f"/nl/vragen-en-oproepen/{public.pk}/").content.decode()


def test_unconfirmed_answers_go_after_a_week_and_addresses_four_weeks_after_closing(
    client: Client, public: Call
) -> None:
    client.post(link_in(outside(client, public)))
    outside(client, public, email="zwijgt@buiten.example")
    close_call(public.asked_by, public)
    now = timezone.now()

    minimise(now + timedelta(days=6))
    assert Answer.objects.exclude(email="").count() == 2
    minimise(now + timedelta(days=8), dry_run=True)
    assert Answer.objects.count() == 2
    minimise(now + timedelta(days=8))
    assert Answer.objects.get().email == OUTSIDE["email"]
    minimise(now + timedelta(days=29))
    assert (Answer.objects.get().email, Answer.objects.get().name) == ("", "Bo")


def test_who_leaves_takes_along_what_their_address_is_with(client: Client, public: Call) -> None:
    user = UserFactory.create(email=OUTSIDE["email"], roles=[])
    client.post(link_in(outside(client, public)))
    outside(client, public, text="Nog iets.")

    providers["coalitions"].erase(user)

    found = Answer.objects.get()
    assert (found.text, found.name, found.email) == (OUTSIDE["text"], "", "")


def test_in_the_other_language_it_works_the_same(client: Client, public: Call) -> None:
    answer(client, public, "en", **OUTSIDE)
    written = OutgoingMail.objects.get()
    assert "/en/answers/" in written.text

    response = client.post(link_in(written))

    assert response.headers["Location"].startswith(f"/en/calls-and-questions/{public.pk}/")
    page = client.get(response.headers["Location"]).content.decode()
    assert '<h1 lang="nl">Wie heeft ruimte?</h1>' in page


def test_who_asked_is_not_asked_to_answer_before_somebody_else_did(
    client: Client, public: Call, asker: Any
) -> None:
    client.force_login(asker)
    address, form = reverse("call", args=[public.pk]), reverse("answer_new", args=[public.pk])

    assert f'action="{form}"' not in client.get(address).content.decode()
    client.force_login(MemberFactory.create().user)
    assert f'action="{form}"' in client.get(address).content.decode()
    answer(client, public, text="Op zolder.")
    client.force_login(asker)
    assert f'action="{form}"' in client.get(address).content.decode()
