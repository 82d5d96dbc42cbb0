"""Sending what is due: each row is claimed, sent and marked by itself.

Killed between sending and marking, at most that one mail goes out a second time, with the same
Message-ID; killed anywhere else, it is sent when the claim runs out. Nothing is lost.
"""

import logging
import re
from base64 import b64decode
from datetime import datetime, timedelta
from enum import Enum, auto
from smtplib import (
    SMTPDataError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils import timezone

from cms.mailing.backend import KIND as ACCOUNT
from cms.models import OutgoingMail
from cms.models.mail import EMPTY

logger = logging.getLogger(__name__)

# Longer than a server that answers each command just in time takes for one mail.
CLAIM = timedelta(minutes=2)
# What the server refuses for now, and what could not be delivered at all, is tried this long.
GIVE_UP_AFTER = timedelta(hours=72)
# Not after a few attempts only: the worker itself may have been off for days.
ATTEMPTS = 10
# What refuses one mail may refuse all of them (a full disk): a quarter of an hour after it is
# mended everything has left.
LONGEST_PAUSE_FOR_ONE = timedelta(minutes=15)
LONGEST_PAUSE_FOR_SERVER = timedelta(minutes=5)
BATCH = 200
CALENDAR = "text/calendar"


class Refusal(Enum):
    """Why a mail did not go."""

    FOR_GOOD = auto()
    FOR_NOW = auto()
    # It says nothing about this mail: the others would fare the same.
    SERVER = auto()


class ServerUnavailable(Exception):
    """The mail server does not answer or takes nothing; what was due still is."""


def send_due(now: datetime | None = None, limit: int = BATCH) -> int:
    """Send what is due at `now`, over one connection; return how many mails went.

    Raises `ServerUnavailable` when the server is in trouble: the rest of the batch waits.
    """
    now = now or timezone.now()
    due = list(OutgoingMail.objects.due(now).values_list("pk", flat=True)[:limit])
    if not due:
        return 0
    connection = get_connection(settings.OUTGOING_EMAIL_BACKEND)
    try:
        _open(connection)
        claimed = (_claimed(pk, now) for pk in due)
        return sum(_send(mail, connection, now) for mail in claimed if mail)
    finally:
        _close(connection)


def _open(connection: Any) -> None:
    """Connect before any row is touched: while there is no server nothing is tried or given up."""
    try:
        connection.open()
    except OSError as error:
        raise ServerUnavailable(type(error).__name__) from error


def _claimed(pk: int, now: datetime) -> OutgoingMail | None:
    """Return the mail if nobody else took it since we looked."""
    # Not `now`: a batch may take minutes, and a claim counts from when it is made.
    until = max(now, timezone.now()) + CLAIM
    if not OutgoingMail.objects.due(now).order_by().filter(pk=pk).update(claimed_until=until):
        return None
    return OutgoingMail.objects.select_related("recipient").get(pk=pk)


def _send(mail: OutgoingMail, connection: Any, now: datetime) -> bool:
    try:
        connection.send_messages([message_of(mail)])
    except Exception as error:
        refusal = _refusal(error)
        _put_off(mail, refusal, error, now)
        if refusal is Refusal.SERVER:
            raise ServerUnavailable(type(error).__name__) from error
        return False
    done: dict[str, Any] = {"sent_at": now, "claimed_until": None, "error": ""}
    if mail.kind == ACCOUNT:
        # It held a code or a link that opens an account.
        done |= EMPTY
    OutgoingMail.objects.filter(pk=mail.pk).update(**done, attempts=mail.attempts + 1)
    return True


def _refusal(error: Exception) -> Refusal:
    """Tell trouble of the server from a refusal of this one mail."""
    if isinstance(error, SMTPRecipientsRefused):
        code = max(code for code, _answer in error.recipients.values())
    elif isinstance(error, SMTPDataError) or _too_large(error):
        code = error.smtp_code  # type: ignore[attr-defined]
    elif isinstance(error, OSError) and not isinstance(error, SMTPNotSupportedError):
        # Silent, gone, or it takes nothing from us: smtplib's errors are OSErrors too.
        return Refusal.SERVER
    else:
        # What cannot be made a mail, or goes to an address that this server cannot write.
        return Refusal.FOR_GOOD
    if code == 421:
        # The server closes.
        return Refusal.SERVER
    return Refusal.FOR_NOW if 400 <= code < 500 else Refusal.FOR_GOOD


def _too_large(error: Exception) -> bool:
    return isinstance(error, SMTPSenderRefused) and error.smtp_code == 552


def _put_off(mail: OutgoingMail, refusal: Refusal, error: Exception, now: datetime) -> None:
    attempts = mail.attempts + 1
    longest = LONGEST_PAUSE_FOR_SERVER if refusal is Refusal.SERVER else LONGEST_PAUSE_FOR_ONE
    pause = min(timedelta(minutes=2 ** min(mail.attempts, 10)), longest)
    late = attempts >= ATTEMPTS and now - mail.due_at >= GIVE_UP_AFTER
    given_up = refusal is Refusal.FOR_GOOD or late
    OutgoingMail.objects.filter(pk=mail.pk).update(
        attempts=attempts,
        claimed_until=None if given_up else now + pause,
        failed_at=now if given_up else None,
        error=_answer(error),
    )
    logger.warning("Mail %d was not sent (%s)", mail.pk, type(error).__name__)


def _answer(error: Exception) -> str:
    """Return what the server said, without the addresses that it repeats."""
    if isinstance(error, SMTPRecipientsRefused):
        said = "; ".join(f"{code} {_decoded(text)}" for code, text in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        said = f"{error.smtp_code} {_decoded(error.smtp_error)}"
    else:
        said = f"{type(error).__name__}: {error}"
    return re.sub(r"\S+@\S+", "…", said)[:500]


def _decoded(text: bytes | str) -> str:
    return text.decode(errors="replace") if isinstance(text, bytes) else text


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    """Return the message that goes out; the same row always has the same Message-ID."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {
        "Message-ID": f"<{mail.created_at:%Y%m%d%H%M%S%f}.{mail.pk}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], headers=headers | mail.headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for each in mail.attachments:
        content = b64decode(each["content"])
        if each["type"].startswith(CALENDAR):
            # The last alternative is what a mail program that knows calendars shows, with its
            # buttons. The file is for all others; called a calendar too, it would count twice.
            message.attach_alternative(content.decode(), each["type"])
            message.attach(each["name"], content, "application/ics")
        else:
            message.attach(each["name"], content, each["type"])
    return message


def _close(connection: Any) -> None:
    # A server that went away may answer to QUIT with an error; what was sent was sent.
    try:
        connection.close()
    except OSError:
        logger.info("The mail server closed the connection by itself")
