"""Links in a mail that stop it without signing in."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from cms.mailing.texts import site_url

_SALT = "cms.notices.stop"


def stop_address(user: Any) -> str:
    """Return the whole address that stops the weekly mail to this account.

    It never expires: somebody may stop a mail that is years old.
    """
    return site_url() + reverse("stop_mail", args=[signing.dumps(user.pk, salt=_SALT)])


def account_of(token: str) -> Any:
    """Return the active account that a link was made for; None for any other link."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return get_user_model()._default_manager.filter(pk=pk, is_active=True).first()


def stop_headers(address: str) -> dict[str, str]:
    """Return what makes mail programs show a button that stops this mail (RFC 8058).

    `address` is that of `stop_address`, the same as in the text: two are not signed at one moment.
    """
    return {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
