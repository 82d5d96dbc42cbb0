"""The organiser changes the words of mails in the site, sees how they come out, and goes back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from events.enums import MailKind
from events.mails.words import default_source
from events.models import Event, MailText
from network.enums import Role
from tests.events.desk_screens import at, shown
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def text_at(event: Event, kind: str = "registered", language: str = "nl") -> str:
    with override("nl"):
        return reverse("event_mail_text", args=[event.pk, kind, language])


def typed(action: str, **more: Any) -> dict[str, Any]:
    values = {"subject": "Fijn, {name}", "body": "Neem **brood** mee.\n\n[Mijn plek]({link})"}
    return {**values, "action": action, **more}


def test_every_mail_is_on_the_list_in_both_languages(desk: Client, event: Event) -> None:
    page = shown(desk.get(at("event_mails", event.pk)))

    for kind in MailKind:
        assert text_at(event, kind) in page
        assert text_at(event, kind, "en") in page


@pytest.mark.parametrize("kind", list(MailKind))
def test_each_mail_shows_its_words_and_how_they_come_out(
    desk: Client, event: Event, kind: MailKind
) -> None:
    page = shown(desk.get(text_at(event, kind)))

    assert "Samen aan tafel" in page
    assert 'class="mail-shown"' in page
    assert not MailText.objects.exists()


def test_looking_how_it_comes_out_keeps_nothing(desk: Client, event: Event) -> None:
    page = shown(desk.post(text_at(event), typed("preview")))

    assert "<strong>brood</strong>" in page
    assert "Fijn, {name}" in page
    assert not MailText.objects.exists()


def test_words_are_kept_once_and_can_be_gone_back_to(desk: Client, event: Event) -> None:
    for _time in range(2):
        assert desk.post(text_at(event), typed("keep")).status_code == 302

    assert MailText.objects.get().subject == "Fijn, {name}"
    assert "Fijn, {name}" in shown(desk.get(text_at(event)))
    assert "Fijn" not in shown(desk.get(text_at(event, language="en")))
    desk.post(text_at(event), {"action": "default"})
    assert not MailText.objects.exists()


def test_a_mistake_keeps_what_was_typed_and_says_what_is_wrong(desk: Client, event: Event) -> None:
    page = shown(desk.post(text_at(event), typed("keep", body="Hallo {naam}, {link}")))

    assert "{naam}" in page
    assert "error-summary" in page
    assert not MailText.objects.exists()


def test_a_script_in_the_words_is_shown_and_never_run(desk: Client, event: Event) -> None:
    body = "<script>alert(1)</script> [x](javascript:alert(1)) {link}"

    page = shown(desk.post(text_at(event), typed("preview", body=body)))

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_words_as_they_are_sent_back_unchanged_are_not_kept(desk: Client, event: Event) -> None:
    own = default_source(MailKind.REMINDER, "nl")
    body = own.body.replace("\n", "\r\n")

    desk.post(text_at(event, "reminder"), {"subject": own.subject, "body": body, "action": "keep"})

    assert not MailText.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.ORGANISER, Role.LEAD, Role.ADVISER])
def test_the_mails_of_an_event_are_for_who_runs_it(event: Event, role: Role) -> None:
    other = Client()
    other.force_login(UserFactory.create(roles=[role]))

    assert other.get(at("event_mails", event.pk)).status_code == 404
    assert other.get(text_at(event)).status_code == 404
    assert other.post(text_at(event), typed("keep")).status_code == 404
    assert not MailText.objects.exists()


def test_who_did_not_sign_in_is_asked_to(event: Event) -> None:
    assert Client().get(at("event_mails", event.pk)).status_code == 302
    assert Client().post(text_at(event), typed("keep")).status_code == 302
    assert not MailText.objects.exists()


@pytest.mark.parametrize(("kind", "language"), [("nothing", "nl"), ("registered", "fr")])
def test_a_mail_that_is_not_there_is_not_found(
    desk: Client, event: Event, kind: str, language: str
) -> None:
    assert desk.get(text_at(event, kind, language)).status_code == 404
