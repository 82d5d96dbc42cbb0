"""Where mail goes that may not leave the machine: a folder, one file for each mail."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.text import slugify
from django.utils.timezone import localtime


class FolderBackend(BaseEmailBackend):
    """Writes each message to a file that mail programs open, in `var/mail`.

    Django's own backend writes a whole batch into one file, which only its maker can read.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.VAR_DIR) / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = folder / _name(message, localtime())
            # A mail may hold a code that opens an account.
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(message.message().as_bytes())
        return len(email_messages)


def _name(message: EmailMessage, now: datetime) -> str:
    """Return a name that sorts by time and says what the mail is about."""
    return f"{now:%Y%m%d-%H%M%S-%f}-{slugify(message.subject)[:60]}.eml"
