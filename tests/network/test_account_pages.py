"""Every page and mail of signing in is ours."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.mailing.sending import send_due
from cms.models import HomePage
from network.models import User
from tests.network.signing_in import (
    KNOWN,
    PASSWORD,
    SIGN_IN,
)

pytestmark = pytest.mark.django_db


ENTRANCE = [
    "account_login",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
]
SIGNED_IN = [
    "account_security",
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ENTRANCE + SIGNED_IN)
def test_every_page_of_signing_in_is_ours(
    name: str, language: str, client: Client, member: User, home: HomePage
) -> None:
    from django.utils.translation import override

    if name in SIGNED_IN:
        client.post(SIGN_IN, {"login": KNOWN, "password": PASSWORD})
    with override(language):
        address = reverse(name)
    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert 'class="masthead"' in page
    assert page.count("<h1") == 1


def test_no_page_of_allauth_is_left_without_a_decision() -> None:
    """A new version may bring new ones: each is ours, or closed, and then listed here."""
    from django.urls import get_resolver

    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    theirs = {name for name in names if name.startswith(("account_", "mfa_"))}

    assert theirs == {
        *ENTRANCE,
        *SIGNED_IN,
        "account_confirm_login_code",
        "account_confirm_email",
        "account_set_password",
        "account_reset_password_from_key",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }


def test_mails_of_signing_in_leave_through_the_queue(
    client: Client, member: User, mailoutbox: list[Any]
) -> None:
    client.post(SIGN_IN, {"login": KNOWN, "by": "code"})
    assert not mailoutbox

    send_due()

    assert [mail.to for mail in mailoutbox] == [[KNOWN]]
