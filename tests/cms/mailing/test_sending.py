"""The worker sends what is due, and keeps what did not go until it does."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.mailing.sending import ATTEMPTS, ServerUnavailable, send_due
from cms.mailing.services import send_again
from cms.mailing.tasks import Delivery
from cms.models import OutgoingMail
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db


def mail_to(name: str, **fields: Any) -> OutgoingMail:
    values = {"to": f"{name}@schakel.example", "kind": "test", "subject": "Dag", "text": "Hallo."}
    return OutgoingMail.objects.create(**{**values, **fields})


def test_a_mail_arrives_with_its_parts_its_headers_and_its_file(server: MailServer) -> None:
    content = b64encode("datum;plaats\r\n3 mei;café\r\n".encode()).decode()
    mail_to(
        "an",
        subject="Café open",
        html="<p>Hallo.</p>",
        headers={"List-Unsubscribe": "<https://schakel.example/stop>"},
        attachments=[{"name": "agenda.csv", "type": "text/csv", "content": content}],
    )

    assert send_due() == 1

    (got,) = server.messages
    assert got["Subject"] == "Café open"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] == "<https://schakel.example/stop>"
    assert got["From"] == "Schakel <schakel@schakel.example>"
    parts = {part.get_content_type(): part for part in got.walk()}
    assert set(parts) >= {"text/plain", "text/html", "text/csv"}
    assert "café" in parts["text/csv"].get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert OutgoingMail.objects.get().sent_at


def test_what_is_not_due_yet_waits(server: MailServer) -> None:
    mail_to("an", due_at=timezone.now() + timedelta(hours=1))

    assert send_due() == 0
    assert send_due(timezone.now() + timedelta(hours=2)) == 1


def test_a_batch_goes_over_one_connection(server: MailServer) -> None:
    for number in range(5):
        mail_to(f"an{number}")

    assert send_due() == 5
    assert server.connections == 1


def test_a_mail_that_somebody_else_is_sending_is_left_alone_until_the_claim_runs_out(
    server: MailServer,
) -> None:
    mail_to("an", claimed_until=timezone.now() + timedelta(minutes=1))

    assert send_due() == 0
    assert send_due(timezone.now() + timedelta(minutes=2)) == 1


def test_one_recipient_who_is_refused_holds_up_nobody(server: MailServer) -> None:
    server.refused = {
        "gone@schakel.example": "550 no such user gone@schakel.example",
        "full@schakel.example": "452 mailbox full",
    }
    gone, full, _an = mail_to("gone"), mail_to("full"), mail_to("an")

    assert send_due() == 1
    gone.refresh_from_db()
    full.refresh_from_db()
    assert gone.failed_at
    assert not full.failed_at
    assert gone.error == "550 no such user …"

    server.refused = {}
    assert send_due(timezone.now() + timedelta(hours=2)) == 1
    send_again(gone)
    assert send_due() == 1
    assert [str(message["To"]) for message in server.messages] == [
        "an@schakel.example",
        "full@schakel.example",
        "gone@schakel.example",
    ]


def test_a_row_that_cannot_be_a_mail_is_given_up_and_the_next_one_goes(server: MailServer) -> None:
    broken = mail_to("an", headers={"X-Kind": "one\nBcc: all@schakel.example"})
    mail_to("bo")

    assert send_due() == 1
    broken.refresh_from_db()
    assert broken.failed_at


def test_a_message_that_is_sent_again_has_the_same_id(server: MailServer) -> None:
    mail = mail_to("an")
    send_due()
    OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=None)
    send_due()

    first, second = server.ids()
    assert first == second


def test_while_there_is_no_server_no_mail_is_tried_or_given_up(server: MailServer) -> None:
    server.close()
    mail = mail_to("an", due_at=timezone.now() - timedelta(days=30))

    with pytest.raises(ServerUnavailable):
        send_due()

    mail.refresh_from_db()
    assert (mail.attempts, mail.failed_at, mail.claimed_until) == (0, None, None)


def test_a_server_that_says_nothing_breaks_off_the_batch(server: MailServer) -> None:
    server.silent = True
    for number in range(20):
        mail_to(f"an{number}")

    with pytest.raises(ServerUnavailable):
        send_due()

    # Nobody waited for it a second time.
    assert server.connections == 1
    assert OutgoingMail.objects.waiting().count() == 20


def test_what_is_refused_for_now_is_given_up_after_three_days_and_not_before(
    server: MailServer,
) -> None:
    server.answer_to_data = "451 later"
    mail = mail_to("an")
    now = mail.due_at
    while now - mail.due_at < timedelta(hours=71):
        send_due(now)
        now += timedelta(minutes=10)
    mail.refresh_from_db()
    # Four times an hour at most, beside the first ones.
    assert ATTEMPTS < mail.attempts < 71 * 4 + ATTEMPTS
    assert not mail.failed_at

    for _hour in range(3):
        now += timedelta(hours=1, minutes=1)
        send_due(now)
    mail.refresh_from_db()
    assert mail.failed_at


def test_a_mail_that_waited_days_for_the_worker_is_not_given_up_at_the_first_refusal(
    server: MailServer,
) -> None:
    server.answer_to_data = "451 later"
    mail = mail_to("an", due_at=timezone.now() - timedelta(days=10))

    send_due()

    mail.refresh_from_db()
    assert (mail.attempts, mail.failed_at) == (1, None)


def test_a_code_or_link_that_opens_an_account_is_forgotten_once_it_is_sent(
    server: MailServer,
) -> None:
    code = mail_to("an", kind="account", html="<p>Hallo.</p>")

    send_due()

    code.refresh_from_db()
    assert (code.text, code.html) == ("", "")
    assert "Hallo." in str(server.messages[0])


def test_the_duty_leaves_a_server_in_trouble_alone_for_a_while(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = 1000.0
    monkeypatch.setattr("cms.mailing.tasks.time.monotonic", lambda: moment)
    server.close()
    mail_to("an")
    deliver = Delivery()
    with pytest.raises(ServerUnavailable):
        deliver()
    server.open()

    deliver()
    assert not server.messages
    moment += 31
    deliver()
    assert len(server.messages) == 1
