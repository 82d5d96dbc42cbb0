"""In the demo each mail is a file that can be read by itself."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from cms.mailing.sending import send_due
from cms.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.OUTGOING_EMAIL_BACKEND = "cms.mailing.folder.FolderBackend"
    settings.VAR_DIR = tmp_path
    return tmp_path / "mail"


def write(subject: str, text: str) -> None:
    OutgoingMail.objects.create(
        to="an@schakel.example", kind="test", subject=subject, text=text, html=f"<p>{text}</p>"
    )


def test_each_mail_of_a_batch_is_a_file_of_its_own_in_the_order_of_sending(folder: Path) -> None:
    write("Café open / ../x", "Je code is 123 456, zie http://127.0.0.1:8000/nl/?a=b")
    write("Welkom", "Dag")

    assert send_due() == 2

    first, second = sorted(folder.iterdir())
    assert first.name.endswith("-cafe-open-x.eml")
    assert second.name.endswith("-welkom.eml")
    got = message_from_bytes(first.read_bytes(), policy=default)
    assert (got["To"], got["Subject"]) == ("an@schakel.example", "Café open / ../x")
    # Also whoever opens it without a mail program can follow the link.
    assert "123 456, zie http://127.0.0.1:8000/nl/?a=b" in first.read_text()


def test_two_mails_with_one_subject_are_two_files(folder: Path) -> None:
    for number in range(5):
        write("Welkom", str(number))

    assert send_due() == 5
    assert len(list(folder.iterdir())) == 5


def test_only_their_owner_reads_the_files(folder: Path) -> None:
    write("Welkom", "Dag")
    send_due()

    (only,) = folder.iterdir()
    assert only.stat().st_mode & 0o077 == 0
