"""What tests of signing in share: addresses, codes and the clock."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from cms.models import OutgoingMail
from network.models import User

PASSWORD = "een-lang-wachtwoord"
KNOWN, UNKNOWN = "lid@schakel.example", "niemand@schakel.example"
SIGN_IN, CONFIRM = "/nl/account/login/", "/nl/account/login/code/confirm/"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def pass_by(minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this many minutes go by, as far as signing in looks at a clock."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + minutes * 60)


def mailed_code() -> str:
    found = re.search(r"^(\d{6})$", OutgoingMail.objects.latest("pk").text, re.MULTILINE)
    assert found
    return found[1]


def second_step(user: User) -> str:
    """Give an account a second step; return the code that its app shows now."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return totp(secret)


def totp(secret: str) -> str:
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2]))


def body(response: Any, address: str) -> str:
    """Return a page without what differs each time, and without the address that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return text.replace(address, "ADDRESS")
