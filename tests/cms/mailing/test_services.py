"""Mail is written with the change it tells about, in words that a person can read."""

from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import transaction
from django.test import override_settings

from cms.mailing.sending import send_due
from cms.mailing.services import MailError, send_again, write_mail
from cms.mailing.texts import Words, blocks, html_of
from cms.models import OutgoingMail
from network.models import User

pytestmark = pytest.mark.django_db

LETTER = (
    "{% load i18n %}{% translate 'Sign in' %} {{ name }}\n\nDag {{ name }},\n\n{{ site_url }}/\n"
)


@pytest.fixture(autouse=True)
def letter(settings: Any) -> None:
    """One template, `test/letter.txt`, beside those of the floors."""
    loaders = [
        ("django.template.loaders.locmem.Loader", {"test/letter.txt": LETTER}),
        "django.template.loaders.app_directories.Loader",
    ]
    options = {
        key: value for key, value in settings.TEMPLATES[0]["OPTIONS"].items() if key != "loaders"
    }
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {**options, "loaders": loaders},
        }
    ]


def write(**options: Any) -> OutgoingMail | None:
    return write_mail(
        "letter", "test/letter", {"name": "<An>"}, **{"to": "an@schakel.example", **options}
    )


def test_the_first_line_is_the_subject_and_a_plain_text_is_not_escaped() -> None:
    mail = write(language="en")

    assert mail is not None
    assert mail.subject == "Sign in <An>"
    assert mail.text == "Dag <An>,\n\nhttp://127.0.0.1:8000/\n"
    assert "Dag &lt;An&gt;," in mail.html
    assert 'href="http://127.0.0.1:8000/"' in mail.html


def test_a_mail_is_written_in_the_language_of_who_gets_it() -> None:
    dutch = User.objects.create_user("nel@schakel.example", language="nl")
    english = User.objects.create_user("jo@schakel.example", language="en")

    subjects = [write(to="", recipient=user) for user in (dutch, english)]

    assert [mail and mail.subject for mail in subjects] == ["Inloggen <An>", "Sign in <An>"]


def test_what_was_written_under_a_key_is_not_written_again() -> None:
    assert write(key="welcome:1")
    assert write(key="welcome:1") is None
    assert write(key="welcome:2")
    assert OutgoingMail.objects.count() == 2


def test_no_mail_is_left_when_the_change_it_tells_about_is_undone() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not OutgoingMail.objects.exists()


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(MailError):
        write(to="an\nBcc: everybody@schakel.example")


@override_settings(LANGUAGE_CODE="nl")
def test_whatever_another_package_sends_waits_in_the_queue() -> None:
    django_mail.EmailMessage(
        "Code", "123 456", to=["an@schakel.example"], bcc=["bo@schakel.example"]
    ).send()

    assert not django_mail.outbox
    assert send_due() == 2
    assert [message.to for message in django_mail.outbox] == [
        ["an@schakel.example"],
        ["bo@schakel.example"],
    ]
    assert set(OutgoingMail.objects.values_list("kind", "text", "html")) == {("account", "", "")}


def test_only_what_was_given_up_can_be_sent_again() -> None:
    mail = write()
    assert mail

    with pytest.raises(MailError):
        send_again(mail)


def test_html_shows_headings_lists_and_links_and_nothing_that_a_text_smuggles_in() -> None:
    text = (
        "Dit wacht\n---------\n- Een <script>x</script>\n  https://schakel.example/nl/\n- Twee\n\n"
        "Regel een\nregel twee"
    )

    assert [(block.kind, len(block.lines)) for block in blocks(text)] == [
        ("heading", 1),
        ("list", 2),
        ("paragraph", 2),
    ]
    page = html_of(Words("Over <b>", text), "nl")
    assert "<script>" not in page
    assert "<b>" not in page
    assert '<a href="https://schakel.example/nl/">https://schakel.example/nl/</a>' in page
    assert "src=" not in page
