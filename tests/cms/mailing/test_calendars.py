"""A mail with a calendar in it: what mail programs show with buttons, and a file for all others."""

from base64 import b64encode
from email.message import Message
from typing import Any

import pytest

from cms.mailing.sending import send_due
from cms.models import OutgoingMail
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n"


def mail_with(kind: str) -> None:
    content = b64encode(CALENDAR.encode()).decode()
    OutgoingMail.objects.create(
        to="noor@schakel.example",
        kind="test",
        subject="Dag",
        text="Hallo.",
        html="<p>Hallo.</p>",
        attachments=[{"name": "agenda.ics", "type": kind, "content": content}],
    )


def sent(server: MailServer) -> Message:
    assert send_due() == 1
    return server.messages[0]


def text_of(part: Any) -> str:
    return str(part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8"))


def test_the_calendar_is_the_last_alternative_with_its_method(server: MailServer) -> None:
    mail_with("text/calendar; method=CANCEL")

    got = sent(server)

    alternatives: Any = next(
        part for part in got.walk() if part.get_content_type() == "multipart/alternative"
    ).get_payload()
    assert [part.get_content_type() for part in alternatives] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert alternatives[-1].get_param("method") == "CANCEL"
    assert alternatives[-1].get_param("charset") == "utf-8"
    assert text_of(alternatives[-1]).splitlines() == CALENDAR.splitlines()


def test_the_calendar_is_a_file_too_that_does_not_count_twice(server: MailServer) -> None:
    mail_with("text/calendar; method=REQUEST")

    files = [part for part in sent(server).walk() if part.get_filename()]

    assert [(part.get_filename(), part.get_content_type()) for part in files] == [
        ("agenda.ics", "application/ics")
    ]
    assert text_of(files[0]) == CALENDAR


def test_any_other_file_stays_a_file_alone(server: MailServer) -> None:
    mail_with("text/csv")

    kinds = [part.get_content_type() for part in sent(server).walk()]

    assert kinds.count("text/csv") == 1
    assert "text/calendar" not in kinds
