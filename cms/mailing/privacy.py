"""How long mail is kept, and what somebody may ask of the mail to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import OutgoingMail
from cms.privacy.providers import PrivacyProvider, Thinned, providers

EMPTIED_AFTER = timedelta(days=7)
REMOVED_AFTER = timedelta(days=90)


def export(user: Any) -> Mapping[str, Any]:
    """Return the mail to an account as far as its text is still kept."""
    mails = OutgoingMail.objects.to_account(user).order_by("created_at")
    fields = ("created_at", "to", "subject", "text", "sent_at")
    return {
        "mail": [
            {name: _plain(getattr(mail, name)) for name in fields} for mail in mails.only(*fields)
        ]
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def erase(user: Any) -> None:
    """Remove the mail to an account, also what was not sent yet."""
    OutgoingMail.objects.to_account(user).delete()


def minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Empty what was sent a week ago, remove what is three months old."""
    old = OutgoingMail.objects.finished_before(now - REMOVED_AFTER)
    wordy = OutgoingMail.objects.finished_before(now - EMPTIED_AFTER).sent().exclude(text="")
    counts = [
        Thinned(_("Messages whose text is emptied, seven days after sending"), wordy.count()),
        Thinned(_("Messages that are removed after ninety days"), old.count()),
    ]
    if not dry_run:
        old.delete()
        wordy.update(text="", html="", attachments=[])
    return counts


providers.register(
    "mail",
    PrivacyProvider(
        label=_("Mail to you"),
        why=_("So that no message gets lost, and we can see whether it left."),
        how_long=_("The text seven days after sending, the rest ninety days."),
        models=["cms.OutgoingMail"],
        export=export,
        erase=erase,
        minimise=minimise,
    ),
)
