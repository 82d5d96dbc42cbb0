"""Writing mail: a row beside the change it tells about, which the worker sends."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.mailing.texts import Words, html_of, rendered, site_url
from cms.models import OutgoingMail
from cms.worker import wake


class MailError(Exception):
    """A mail cannot be written or sent again; the message says why."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along, as its row keeps it; `content` is base64."""

    name: str
    type: str
    content: str


def write_mail(
    kind: str,
    template: str,
    context: dict[str, Any],
    *,
    to: str = "",
    recipient: Any = None,
    language: str = "",
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
    due_at: datetime | None = None,
) -> OutgoingMail | None:
    """Write a mail that the worker sends; None when one with this key was written before.

    Call it inside the transaction of the change that it tells about: then both happen or neither.
    `template` is a path without `.txt`; its first line is the subject. The language is that of
    the recipient, or the active one. Raises `MailError` for an address that is none.
    """
    if key and OutgoingMail.objects.filter(key=key).exists():
        return None
    language = language or _language_of(recipient)
    words = rendered(template, {"site_url": site_url(), "recipient": recipient} | context, language)
    return write_words(
        kind,
        words,
        to=to,
        recipient=recipient,
        language=language,
        key=key,
        headers=headers,
        attachments=attachments,
        due_at=due_at,
    )


def write_words(
    kind: str,
    words: Words,
    *,
    to: str = "",
    recipient: Any = None,
    language: str = "",
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
    due_at: datetime | None = None,
) -> OutgoingMail | None:
    """Write a mail whose words are made already; see `write_mail`."""
    return queue(
        OutgoingMail(
            key=key,
            recipient=recipient,
            to=_checked(to or recipient.email),
            kind=kind,
            subject=words.subject,
            text=words.text,
            html=html_of(words, language or _language_of(recipient)),
            headers=dict(headers or {}),
            attachments=[asdict(each) for each in attachments],
            due_at=due_at or timezone.now(),
        )
    )


def _language_of(recipient: Any) -> str:
    return getattr(recipient, "language", "") or get_language() or settings.LANGUAGE_CODE


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise MailError(_("This is not an e-mail address.")) from error
    return address


def queue(mail: OutgoingMail) -> OutgoingMail | None:
    """Save a mail and wake the worker after the transaction; None when its key is taken."""
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
    except IntegrityError:
        # Somebody else wrote the same one since we looked. Any other cause must be heard.
        if mail.key and OutgoingMail.objects.filter(key=mail.key).exists():
            return None
        raise
    transaction.on_commit(wake)
    return mail


@transaction.atomic
def send_again(mail: OutgoingMail) -> None:
    """Put a mail that was given up back in the queue, to the address that its recipient has now.

    Raises `MailError` if it was not given up.
    """
    values: dict[str, Any] = {"failed_at": None, "claimed_until": None, "attempts": 0, "error": ""}
    if mail.recipient:
        values["to"] = mail.recipient.email
    again = OutgoingMail.objects.given_up().order_by().filter(pk=mail.pk)
    if not again.update(**values, due_at=timezone.now()):
        raise MailError(_("This message is already on its way."))
    transaction.on_commit(wake)


def let_go(mail: OutgoingMail) -> None:
    """Remove a mail that was given up. Raises `MailError` if it was not."""
    if not OutgoingMail.objects.given_up().order_by().filter(pk=mail.pk).delete()[0]:
        raise MailError(_("This message is already on its way."))
