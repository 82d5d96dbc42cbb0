"""A mail server of our own for the tests of mail."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.mail_server import MailServer


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A real SMTP server on this machine, to which mail is sent."""
    settings.OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 0.3
    with MailServer() as made:
        settings.EMAIL_PORT = made.port
        yield made
