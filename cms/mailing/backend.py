"""The backend that every package mails through: it writes rows and sends nothing itself."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from cms.mailing.services import queue
from cms.mailing.texts import Words, html_of
from cms.models import OutgoingMail

# What other packages send holds codes and links that open an account: it is emptied once sent.
KIND = "account"


class QueueBackend(BaseEmailBackend):
    """Turns each message into one row for each address it goes to."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for address in message.recipients():
                queue(_row(message, address))
        return len(email_messages)


def _row(message: EmailMessage, address: str) -> OutgoingMail:
    words = Words(str(message.subject), str(message.body))
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    return OutgoingMail(
        recipient=get_user_model().objects.filter(email__iexact=address).first(),
        to=address,
        kind=KIND,
        subject=" ".join(words.subject.split())[:255],
        text=words.text,
        html=_html(message) or html_of(words, get_language() or ""),
        headers=headers,
        attachments=list(_attachments(message)),
    )


def _html(message: EmailMessage) -> str:
    alternatives = getattr(message, "alternatives", ())
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def _attachments(message: EmailMessage) -> Iterator[dict[str, Any]]:
    for name, content, kind in (each for each in message.attachments if isinstance(each, tuple)):
        raw = content.encode() if isinstance(content, str) else bytes(content)
        yield {
            "name": name or "",
            "type": kind or "application/octet-stream",
            "content": b64encode(raw).decode(),
        }
