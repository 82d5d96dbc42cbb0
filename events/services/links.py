"""Links in mails: 128 bits that nobody guesses, kept as a hash, for one purpose each.

A GET only shows; what is asked is done by a POST, because scanners of mail follow every link.
"""

import hashlib
import secrets

from django.utils import timezone

from events.enums import LinkPurpose
from events.models import Link, Registration

# In bytes: 128 bits.
LENGTH = 16


def new_link(registration: Registration, purpose: LinkPurpose) -> str:
    """Return the token for a link with this purpose; links that were mailed before keep working."""
    token = new_token()
    Link.objects.create(registration=registration, purpose=purpose, token_hash=hashed(token))
    return token


def new_token() -> str:
    """Return a token for an address; what is kept of it is `hashed`."""
    return secrets.token_urlsafe(LENGTH)


def hashed(token: str) -> str:
    """Return what is kept of a token, as 64 hexadecimal digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def registration_of(token: str, purpose: LinkPurpose) -> Registration | None:
    """Return what a link is about; None for one that is not ours, or after the event.

    It is looked up by its hash: how long that takes tells nothing about the token.
    """
    link = (
        Link.objects.filter(token_hash=hashed(token), purpose=purpose)
        .select_related("registration__event", "registration__user")
        .first()
    )
    if link is None or link.registration.event.ends_at <= timezone.now():
        return None
    return link.registration
